import { signal } from '@preact/signals'
import { type Clock, roundToHour } from '../../core/clock.ts'
import type { Tip, TipFile } from '../../core/tip.ts'
import { type Note, sealNote } from '../../tips/mailbox.ts'
import type { StateChange } from '../../triage/staff-api.ts'
import type { TriageItem } from '../../triage/triage-item.ts'
import type { ConsoleClient } from './console-client.ts'
import type { KeyRing } from './key-ring.ts'
import type { TipList } from './tip-list.ts'
import { matchesClaim, openThread, type ThreadLine, toCopy } from './tip-thread.ts'

export interface OpenedTip {
  tip: Tip
  /** Object URLs of opened photos, in the tip's order; null where one could not be opened. */
  photos: (string | null)[]
  /** What was said after the tip, oldest first; null until it is read. */
  thread: ThreadLine[] | null
}

export interface TipOpenerNeeds {
  client: Pick<
    ConsoleClient,
    'openItem' | 'sealedFile' | 'changeState' | 'writeNote' | 'thread' | 'noteClaim'
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
    opened.value = { tip, photos: [], thread: null }
    for (const file of tip.files) {
      const photo = await openPhoto(item, file).catch(() => null)
      // Another tip was chosen meanwhile, or the console locked.
      if (turn !== mine) return revoke(photo)
      opened.value = { ...opened.value, photos: [...opened.value.photos, photo] }
    }
  }

  async function openPhoto(item: TriageItem, file: TipFile): Promise<string> {
    const bytes = await keyRing.openFile(await client.sealedFile(item, file.id), file)
    return URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: file.mime }))
  }

  function close(): void {
    turn += 1
    for (const photo of opened.value?.photos ?? []) revoke(photo)
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

  return { opened, open, close, changeState, writeNote, readThread, checkClaim }
}

function revoke(photo: string | null): void {
  if (photo !== null) URL.revokeObjectURL(photo)
}
