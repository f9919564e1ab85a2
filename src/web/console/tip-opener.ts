import { signal } from '@preact/signals'
import { type Clock, roundToHour } from '../../core/clock.ts'
import type { Tip, TipFile, TipOriginal } from '../../core/tip.ts'
import { type Note, sealNote } from '../../tips/mailbox.ts'
import type { StateChange } from '../../triage/staff-api.ts'
import type { OriginalReason, TriageItem } from '../../triage/triage-item.ts'
import type { ConsoleClient } from './console-client.ts'
import type { KeyRing } from './key-ring.ts'
import { forgetFile, type OpenedFile, toOpenedFile } from './opened-file.ts'
import type { TipList } from './tip-list.ts'
import { matchesClaim, openThread, type ThreadLine, toCopy } from './tip-thread.ts'

export interface OpenedTip {
  tip: Tip
  /** Opened files, in the tip's order; null where one could not be opened. */
  files: (OpenedFile | null)[]
  /** Originals that were opened here, by their ids. */
  originals: Readonly<Record<string, OpenedFile>>
  /** What was said after the tip, oldest first; null until it is read. */
  thread: ThreadLine[] | null
}

export interface TipOpenerNeeds {
  client: Pick<
    ConsoleClient,
    | 'openItem'
    | 'sealedFile'
    | 'askOriginal'
    | 'outerEnvelope'
    | 'agreeOriginal'
    | 'innerEnvelope'
    | 'changeState'
    | 'writeNote'
    | 'thread'
    | 'noteClaim'
  >
  keyRing: KeyRing
  list: Pick<TipList, 'receive' | 'markSeen'>
  clock: Clock
  /** Public keys, beside the own unit's, of those who read along with a unit. */
  readersOf: (unit: string) => string[]
}

/** One tip at a time, opened in this browser; `close` forgets it. Everything throws errors with a code. */
export function createTipOpener({ client, keyRing, list, clock, readersOf }: TipOpenerNeeds) {
  const opened = signal<OpenedTip | null>(null)
  let turn = 0

  async function open(item: TriageItem): Promise<void> {
    close()
    const mine = turn
    const answer = await client.openItem(item)
    list.receive(answer.item)
    list.markSeen(item.tip)
    const tip = await keyRing.openTip(answer.sealed)
    if (turn !== mine) return
    opened.value = { tip, files: [], originals: {}, thread: null }
    for (const file of tip.files) {
      const one = await readFile(item, file).catch(() => null)
      // Another tip was chosen meanwhile, or the console locked.
      if (turn !== mine) return forgetFile(one)
      opened.value = { ...opened.value, files: [...opened.value.files, one] }
    }
  }

  async function readFile(item: TriageItem, file: TipFile): Promise<OpenedFile> {
    return toOpenedFile(await keyRing.openFile(await client.sealedFile(item, file.id), file), file.mime)
  }

  function close(): void {
    turn += 1
    for (const file of opened.value?.files ?? []) forgetFile(file)
    for (const file of Object.values(opened.value?.originals ?? {})) forgetFile(file)
    opened.value = null
  }

  async function changeState(
    item: TriageItem,
    change: Omit<StateChange, 'version' | 'remark'> & { remark: string },
  ): Promise<void> {
    const words = change.remark.trim()
    const remark = words === '' ? null : await keyRing.sealRemark(words)
    list.receive(await client.changeState(item, { ...change, version: item.version, remark }))
  }

  async function writeNote(item: TriageItem, note: Pick<Note, 'status' | 'text'>): Promise<void> {
    const mailbox = opened.value?.tip.mailbox
    if (mailbox === undefined) return
    const { unit } = item
    const sealed = await sealNote(mailbox.recipient, { v: 1, hour: roundToHour(clock.now()), unit, ...note })
    const copy = await keyRing.sealFor(readersOf(unit), toCopy(note))
    await client.writeNote(item, { mailbox: mailbox.id, note: sealed, copy })
    await readThread(item)
  }

  /** Reads what was said after the opened tip; what is new counts as read from now on. */
  async function readThread(item: TriageItem): Promise<void> {
    const before = opened.value
    if (before?.tip.id !== item.tip) return
    const thread = await openThread(keyRing, before.tip, await client.thread(item))
    if (opened.value?.tip.id === item.tip) opened.value = { ...opened.value, thread }
  }

  /** Compares the words that somebody shows; a match goes on record, the words go nowhere. Null: no code. */
  async function checkClaim(item: TriageItem, typed: string): Promise<boolean | null> {
    const tip = opened.value?.tip
    if (tip === undefined) return null
    const matches = matchesClaim(tip, typed)
    if (matches === true) await client.noteClaim(item)
    return matches
  }

  /** For the unit above: asks the tip's unit for a photo as it was made. */
  async function askOriginal(item: TriageItem, original: string, reason: OriginalReason): Promise<void> {
    list.receive(await client.askOriginal(item, original, reason))
  }

  /** For the tip's unit: takes the outer envelope off here, and hands the inner one on. */
  async function agreeOriginal(item: TriageItem, original: string): Promise<void> {
    const inner = await keyRing.openOuter(await client.outerEnvelope(item, original))
    list.receive(await client.agreeOriginal(item, original, inner))
  }

  /** For the unit above: opens what was handed on. */
  async function openOriginal(item: TriageItem, original: TipOriginal): Promise<void> {
    const mine = turn
    const bytes = await keyRing.openInner(await client.innerEnvelope(item, original.id), original)
    if (turn !== mine || opened.value === null) return
    const file = toOpenedFile(bytes, original.mime)
    opened.value = { ...opened.value, originals: { ...opened.value.originals, [original.id]: file } }
  }

  return {
    opened,
    open,
    close,
    askOriginal,
    agreeOriginal,
    openOriginal,
    changeState,
    writeNote,
    readThread,
    checkClaim,
  }
}
