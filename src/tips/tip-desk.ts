import { base64 } from '@scure/base'
import { type Clock, roundToHour } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import {
  type SealedFile,
  type SealedTip,
  type Tip,
  TipDraft,
  type TipFile,
  type TipPlace,
} from '../core/tip.ts'
import { type Addition, addToTip } from './add-to-tip.ts'
import { deriveTipId } from './derive.ts'
import { type FetchFile, type GatheredFile, gatherFiles, twoSides } from './gather-files.ts'
import { leftOutText } from './left-out.ts'
import { isAway, lookUpReceipt } from './look-up-receipt.ts'
import { deriveMailbox, hashOf, type Mailbox, sealNote } from './mailbox.ts'
import { makeReceipt } from './make-receipt.ts'
import { type RecipientSet, recipientSet } from './recipient-sets.ts'
import { informedBy, knownWard, routeTip } from './route-tip.ts'
import { sealFile, sealOriginal, sealTip } from './seal-tip.ts'
import type { FirstNote, TipOutlet } from './tip-outlet.ts'
import { urgencyOf } from './urgency.ts'

export interface TipDeskNeeds {
  outlet: TipOutlet
  deployment: Deployment
  clock: Clock
  files: FetchFile
  /** Whether this runs on the person's own device: words that may have been meant are named nowhere else. */
  onDevice?: boolean
}

/** Takes drafts in and looks receipts up, the same on the server (messengers) and on the page. */
export interface TipDesk {
  /**
   * Seals and stores a tip. `tip_submitted` only once it is stored. The same draft and secret again change nothing and
   * give the same receipt. Throws only for bugs and corrupt stores.
   */
  submit(draft: TipDraft, secret: string): Promise<ServiceOutcome>
  /** What the mailbox of a receipt says, in words of `language`. */
  lookUp(code: string, language?: Language): Promise<ServiceOutcome>
  /** Seals an addition to the tip of a receipt. `addition_sent` only once it is stored. */
  add(addition: Addition): Promise<ServiceOutcome>
}

type Refusal = Extract<ServiceOutcome, { type: 'tip_not_submitted' }>['reason']

interface Ready {
  draft: TipDraft
  files: readonly GatheredFile[]
  set: RecipientSet
  ward: string
}

export function createTipDesk(needs: TipDeskNeeds): TipDesk {
  const { outlet, deployment, clock } = needs

  async function submit(given: TipDraft, secret: string): Promise<ServiceOutcome> {
    const draft = TipDraft.parse(given)
    if (draft.files.length === 0 && !isComplete(draft, []))
      return { type: 'tip_not_submitted', reason: 'incomplete' }
    try {
      const ward = knownWard(deployment, draft.place?.ward)
      const set = await recipientSet(deployment, routeTip(deployment, draft.category, ward).id, (id) =>
        outlet.recipients(id),
      )
      const { files, leftOut } = await gatherFiles(draft, secret, needs.files, set)
      const told = leftOut.length === 0 ? {} : { leftOut: leftOutText(leftOut, draft.language) }
      if (!isComplete(draft, files)) return { type: 'tip_not_submitted', reason: 'incomplete', ...told }
      return { ...(await sealAndStore({ draft: withShot(draft, files), files, set, ward }, secret)), ...told }
    } catch (error) {
      return { type: 'tip_not_submitted', reason: refusalOf(error) }
    }
  }

  async function sealAndStore(
    { draft, files, set, ward }: Ready,
    secret: string,
  ): Promise<Extract<ServiceOutcome, { type: 'tip_submitted' }>> {
    const receipt = makeReceipt(secret)
    const mailbox = await deriveMailbox(receipt)
    const tip = toTip(draft, files, {
      id: deriveTipId(secret),
      mailbox,
      hour: roundToHour(clock.now()),
      inform: informedBy(deployment, draft.category),
    })
    const sealed = await sealTip(tip, set.recipients)
    await storeFiles(files, set)
    await outlet.append(toSealedTip(tip, ward, set, sealed), await firstNote(mailbox, tip.hour, set.unit.id))
    return { type: 'tip_submitted', receipt, unit: set.unit.name }
  }

  /** One after another: a phone and a small server hold one sealed file in memory at a time. */
  async function storeFiles(files: readonly GatheredFile[], set: RecipientSet): Promise<void> {
    const sides = twoSides(set)
    for (const { told, clean } of files) {
      await outlet.storeFile(set.unit.id, told.id, await sealFile(clean.bytes, set.recipients))
      if (told.original === undefined || clean.original === undefined || sides === null) continue
      const sealed = await sealOriginal(clean.original.bytes, sides)
      await outlet.storeFile(set.unit.id, told.original.id, sealed)
    }
  }

  return {
    submit,
    lookUp: (code, language = 'vi') =>
      lookUpReceipt(outlet, code, { language, onDevice: needs.onDevice ?? false }),
    add: (addition) => addToTip(needs, addition),
  }
}

/** The mailbox begins with the state of the tip, and the hashes that tell its holder from others. */
async function firstNote(mailbox: Mailbox, hour: string, unit: string): Promise<FirstNote> {
  const note = await sealNote(mailbox.recipient, { v: 1, hour, status: 'received', unit })
  return { id: mailbox.id, note, guard: hashOf(mailbox.markToken), door: hashOf(mailbox.doorToken) }
}

/** With the person's yes, the place and time of the first photo that has them, where none was told. */
function withShot(draft: TipDraft, files: readonly GatheredFile[]): TipDraft {
  if (draft.useShot !== 'yes') return draft
  const shots = files.flatMap(({ clean }) => clean.shot ?? [])
  const { latitude, longitude } = shots.find((shot) => shot.latitude !== undefined) ?? {}
  const at = shots.find((shot) => shot.at !== undefined)?.at
  const place = draft.place ?? { ward: 'unknown' }
  const hasPlace = place.latitude === undefined && latitude !== undefined && longitude !== undefined
  return {
    ...draft,
    ...(hasPlace && { place: { ...place, latitude, longitude } }),
    ...(at !== undefined && draft.when === undefined && { when: { from: at } }),
  }
}

/** At least one of: what, a place, a file. */
function isComplete(draft: TipDraft, files: readonly GatheredFile[]): boolean {
  return hasText(draft.what) || files.length > 0 || (draft.place !== undefined && isPlace(draft.place))
}

function isPlace(place: TipPlace): boolean {
  return place.ward !== 'unknown' || hasText(place.text) || place.latitude !== undefined
}

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}

function toTip(
  draft: TipDraft,
  files: readonly GatheredFile[],
  made: { id: string; mailbox: Mailbox; hour: string; inform: string[] },
): Tip {
  const { files: _refs, useShot: _shot, keepOriginals: _originals, language, category, ...told } = draft
  return {
    v: 1,
    id: made.id,
    category,
    urgency: urgencyOf(draft),
    hour: made.hour,
    language,
    ...told,
    ...(made.inform.length > 0 && { inform: made.inform }),
    files: files.map(({ told: file }) => file),
    mailbox: toBox(made.mailbox),
  }
}

/** What the unit must know of the mailbox: where to write, what additions carry, what a claim must match. */
function toBox({ id, recipient, replyKey, claim }: Mailbox): Tip['mailbox'] {
  return { id, recipient, reply: replyKey, claim: hashOf(claim) }
}

function toSealedTip(tip: Tip, ward: string, set: RecipientSet, sealed: Uint8Array): SealedTip {
  return {
    v: '1',
    id: tip.id,
    unit: set.unit.id,
    category: tip.category,
    urgency: tip.urgency,
    ward,
    hour: tip.hour,
    lang: tip.language,
    files: tip.files.flatMap(sealedFiles),
    sealed: base64.encode(sealed),
  }
}

/** A file and its original, as the server is told of them. */
function sealedFiles({ id, chunks = 1, original }: TipFile): SealedFile[] {
  if (original === undefined) return [{ id, chunks }]
  return [
    { id, chunks },
    { id: original.id, chunks: original.chunks ?? 1, original: true },
  ]
}

/** Which errors are expected outcomes, and which; anything else is a bug and goes on. */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'tip:no_recipient') return 'no_recipient'
  if (error.code === 'tip:too_large' || error.code === 'request:too_large') return 'too_large'
  if (isAway(error) || error.code.startsWith('channel:')) return 'unavailable'
  throw error
}
