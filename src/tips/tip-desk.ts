import { base64 } from '@scure/base'
import { type Clock, roundToHour } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { ServiceOutcome } from '../core/event.ts'
import type { Language } from '../core/language.ts'
import type { PhotoRef } from '../core/message.ts'
import { type SealedTip, type Tip, TipDraft, type TipFile, type TipPlace } from '../core/tip.ts'
import { type Addition, addToTip } from './add-to-tip.ts'
import { deriveTipId, deriveUuid } from './derive.ts'
import { isAway, lookUpReceipt } from './look-up-receipt.ts'
import { deriveMailbox, hashOf, type Mailbox, sealNote } from './mailbox.ts'
import { makeReceipt } from './receipt.ts'
import { type RecipientSet, recipientSet } from './recipient-sets.ts'
import { informedBy, knownWard, routeTip } from './route-tip.ts'
import { sealFile, sealTip } from './seal-tip.ts'
import type { FirstNote, TipOutlet } from './tip-outlet.ts'
import { urgencyOf } from './urgency.ts'

/** A photo ready to be sealed: re-encoded, without metadata. */
export interface CleanPhoto {
  bytes: Uint8Array
  mime: TipFile['mime']
}

export interface TipDeskNeeds {
  outlet: TipOutlet
  deployment: Deployment
  clock: Clock
  /** Fetches a photo and strips its metadata; null when it is gone for good. May throw: then the tip is not submitted. */
  photos: (ref: PhotoRef) => Promise<CleanPhoto | null>
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

interface Photo extends CleanPhoto {
  id: string
}

export function createTipDesk(needs: TipDeskNeeds): TipDesk {
  const { outlet, deployment, clock } = needs

  async function submit(given: TipDraft, secret: string): Promise<ServiceOutcome> {
    const draft = TipDraft.parse(given)
    try {
      const photos = await fetchPhotos(draft.photos, secret)
      if (!isComplete(draft, photos)) return { type: 'tip_not_submitted', reason: 'incomplete' }
      return await sealAndStore(draft, photos, secret)
    } catch (error) {
      return { type: 'tip_not_submitted', reason: refusalOf(error) }
    }
  }

  async function sealAndStore(
    draft: TipDraft,
    photos: readonly Photo[],
    secret: string,
  ): Promise<ServiceOutcome> {
    const receipt = makeReceipt(secret)
    const mailbox = await deriveMailbox(receipt)
    const tip = toTip(draft, photos, {
      id: deriveTipId(secret),
      mailbox,
      hour: roundToHour(clock.now()),
      inform: informedBy(deployment, draft.category),
    })
    const ward = knownWard(deployment, draft.place?.ward)
    const set = await recipientSet(deployment, routeTip(deployment, draft.category, ward).id, (id) =>
      outlet.recipients(id),
    )
    const sealed = await sealTip(tip, set.recipients)
    await storeFiles(photos, set)
    await outlet.append(toSealedTip(tip, ward, set, sealed), await firstNote(mailbox, tip.hour, set.unit.id))
    return { type: 'tip_submitted', receipt, unit: set.unit.name }
  }

  async function fetchPhotos(refs: readonly PhotoRef[], secret: string): Promise<Photo[]> {
    const photos: Photo[] = []
    for (const [index, ref] of refs.entries()) {
      const photo = await needs.photos(ref)
      if (photo !== null) photos.push({ ...photo, id: deriveUuid(secret, `file ${index}`) })
    }
    return photos
  }

  /** One after another: a phone and a small server hold one sealed photo in memory at a time. */
  async function storeFiles(photos: readonly Photo[], set: RecipientSet): Promise<void> {
    for (const photo of photos) {
      await outlet.storeFile(set.unit.id, photo.id, await sealFile(photo.bytes, set.recipients))
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

/** At least one of: what, a place, a photo. */
function isComplete(draft: TipDraft, photos: readonly Photo[]): boolean {
  return hasText(draft.what) || photos.length > 0 || (draft.place !== undefined && isPlace(draft.place))
}

function isPlace(place: TipPlace): boolean {
  return place.ward !== 'unknown' || hasText(place.text) || place.latitude !== undefined
}

function hasText(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}

function toTip(
  draft: TipDraft,
  photos: readonly Photo[],
  made: { id: string; mailbox: Mailbox; hour: string; inform: string[] },
): Tip {
  const { photos: _refs, language, category, ...told } = draft
  return {
    v: 1,
    id: made.id,
    category,
    urgency: urgencyOf(draft),
    hour: made.hour,
    language,
    ...told,
    ...(made.inform.length > 0 && { inform: made.inform }),
    files: photos.map(({ id, mime, bytes }) => ({ id, mime, bytes: bytes.length })),
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
    files: tip.files.map((file) => file.id),
    sealed: base64.encode(sealed),
  }
}

/** Which errors are expected outcomes, and which; anything else is a bug and goes on. */
function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'tip:no_recipient') return 'no_recipient'
  if (error.code === 'tip:too_large' || error.code === 'request:too_large') return 'too_large'
  if (isAway(error) || error.code.startsWith('channel:')) return 'unavailable'
  throw error
}
