import { base64 } from '@scure/base'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { AppError } from '../../core/errors.ts'
import type { Tip, TipFile, TipOriginal } from '../../core/tip.ts'
import { decryptWith, encryptTo } from '../../tips/age-envelope.ts'
import { openFile, openInner, openOuter, openTip } from '../../tips/open-tip.ts'
import { openReply, type Reply } from '../../tips/reply.ts'
import type { Me, Person, RotateRequest } from '../../triage/staff-api.ts'
import { proveRecipient, unwrapIdentity, vouchFor, wrapIdentity } from '../../triage/staff-keys.ts'
import { ConsoleError } from './console-client.ts'

/** A new officer's keys: only wrapped or sealed bytes and public keys leave the browser. */
export interface NewKeys {
  recipient: string
  wrappedIdentity: string
  unitKey: { recipient: string; sealed: string; vouch: string } | null
}

/** Makes an officer's own identity, and the unit's where there is none yet. */
export async function makeKeys(exportKey: string, nonce: Uint8Array, withUnitKey: boolean): Promise<NewKeys> {
  const own = await generateHybridIdentity()
  const recipient = await identityToRecipient(own)
  const wrappedIdentity = await wrapIdentity(exportKey, own, nonce)
  if (!withUnitKey) return { recipient, wrappedIdentity, unitKey: null }
  const unit = await generateHybridIdentity()
  const sealed = await sealText(recipient, unit)
  const unitKey = { recipient: await identityToRecipient(unit), sealed, vouch: vouchFor(unit, recipient) }
  return { recipient, wrappedIdentity, unitKey }
}

interface Keys {
  own: string
  /** Newest first. Older ones open older tips. */
  unit: readonly string[]
  unitRecipient: string | null
}

/** An officer whom the unit's next key is sealed to. */
export interface NextHolder {
  officer: string
  recipient: string
  vouch: string | null
}

/**
 * The keys while the console is unlocked. They live in this object only: in no storage, no signal, no log.
 * `lock` forgets them. Everything that needs a key throws `ConsoleError` `key:missing` without it.
 */
export class KeyRing {
  #keys: Keys | null = null

  async unlock(exportKey: string, me: Pick<Me, 'wrappedIdentity' | 'unitKey'>): Promise<void> {
    const own = await unwrapIdentity(exportKey, me.wrappedIdentity)
    this.#keys = { own, unit: [], unitRecipient: null }
    if (me.unitKey !== null) await this.takeUnitKey(me.unitKey)
  }

  /** The unit's key was handed over, or changed, while this officer was signed in. */
  async takeUnitKey(sealed: string): Promise<void> {
    const own = this.#own()
    const unit = (await openText(own, sealed)).split('\n').filter((line) => line !== '')
    this.#keys = { own, unit, unitRecipient: await identityToRecipient(unit[0] ?? '') }
  }

  lock(): void {
    this.#keys = null
  }

  get hasUnitKey(): boolean {
    return (this.#keys?.unit.length ?? 0) > 0
  }

  /** The public half of the newest key, as this browser computed it; null without one. */
  get unitRecipient(): string | null {
    return this.#keys?.unitRecipient ?? null
  }

  async openTip(sealed: string): Promise<Tip> {
    return await openTip(sealed, this.#unit())
  }

  async openFile(sealed: Uint8Array, file: TipFile): Promise<Uint8Array> {
    return await openFile(sealed, file, this.#unit())
  }

  /** Takes the outer envelope off an original. What is left opens for the unit above only. */
  async openOuter(sealed: Uint8Array): Promise<Uint8Array> {
    return await openOuter(sealed, this.#unit())
  }

  /** Opens an original of a unit below, once its unit has handed the inner envelope on. */
  async openInner(inner: Uint8Array, original: TipOriginal): Promise<Uint8Array> {
    return await openInner(inner, original, this.#unit())
  }

  /** What the tipster added; null when it does not come from the holder of the tip's code. */
  async openReply(sealed: string, key: string): Promise<Reply | null> {
    return await openReply(sealed, this.#unit(), key)
  }

  /** Seals for every key that is given, beside the unit's own: words that officers of both read. */
  async sealFor(recipients: readonly string[], text: string): Promise<string> {
    this.#unit()
    const all = new Set([this.#keys?.unitRecipient ?? '', ...recipients])
    return base64.encode(await encryptTo([...all], new TextEncoder().encode(text)))
  }

  /** An officer's own words, for the record: readable by the unit only. */
  async sealRemark(text: string): Promise<string> {
    this.#unit()
    return await sealText(this.#keys?.unitRecipient ?? '', text)
  }

  /** null when it was written by, and so sealed to, another unit. */
  async openRemark(sealed: string): Promise<string | null> {
    return await openText(this.#unit(), sealed).catch(() => null)
  }

  /** Keeps an invite's proof key where only this officer can get it back. */
  async sealToMyself(text: string): Promise<string> {
    return await sealText(await identityToRecipient(this.#own()), text)
  }

  /**
   * Seals the unit's identity to a newcomer, after checking that the public key is the one their browser vouched
   * for with the invite. @throws ConsoleError `key:mismatch`: somebody put another key in its place.
   */
  async sealUnitKeyTo(
    handOver: NonNullable<Person['handOver']>,
  ): Promise<{ unitKey: string; vouch: string }> {
    const unit = this.#unit()
    const proofKey = await openText(this.#own(), handOver.sealedProofKey)
    if (proveRecipient(proofKey, handOver.recipient) !== handOver.proof)
      throw new ConsoleError('key:mismatch')
    const vouch = vouchFor(unit[0] ?? '', handOver.recipient)
    return { unitKey: await sealText(handOver.recipient, unit.join('\n')), vouch }
  }

  /** Whether a holder of the unit's key vouched for this public key, so that the server did not make it up. */
  async isVouchedFor(holder: NextHolder): Promise<boolean> {
    if (holder.recipient === (await identityToRecipient(this.#own()))) return true
    // Under the newest key only: who left before the last rotation still has the older ones.
    return vouchFor(this.#unit()[0] ?? '', holder.recipient) === holder.vouch
  }

  /** Makes the unit's next key and seals it, with all older ones, to each holder. This key ring is unchanged. */
  async makeNextKey(holders: readonly NextHolder[]): Promise<Omit<RotateRequest, 'before'>> {
    const next = await generateHybridIdentity()
    const bundle = [next, ...this.#unit()].join('\n')
    const sealed = []
    for (const { officer, recipient } of holders) {
      const unitKey = await sealText(recipient, bundle)
      sealed.push({ officer, unitKey, vouch: vouchFor(next, recipient) })
    }
    return { recipient: await identityToRecipient(next), holders: sealed }
  }

  #own(): string {
    if (this.#keys === null) throw new ConsoleError('key:missing')
    return this.#keys.own
  }

  #unit(): readonly string[] {
    const unit = this.#keys?.unit ?? []
    if (unit.length === 0) throw new ConsoleError('key:missing')
    return unit
  }
}

async function sealText(recipient: string, text: string): Promise<string> {
  return base64.encode(await encryptTo([recipient], new TextEncoder().encode(text)))
}

async function openText(identity: string | readonly string[], sealed: string): Promise<string> {
  const identities = typeof identity === 'string' ? [identity] : identity
  try {
    return new TextDecoder().decode(await decryptWith(identities, base64.decode(sealed)))
  } catch (cause) {
    throw new AppError('tip:not_for_this_key', { cause })
  }
}
