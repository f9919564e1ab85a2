import { base64 } from '@scure/base'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { AppError } from '../../core/errors.ts'
import type { Tip, TipFile } from '../../core/tip.ts'
import { decryptWith, encryptTo } from '../../tips/age-envelope.ts'
import { openFile, openTip } from '../../tips/open-tip.ts'
import type { Me, Person } from '../../triage/staff-api.ts'
import { proveRecipient, unwrapIdentity, wrapIdentity } from '../../triage/staff-keys.ts'
import { ConsoleError } from './console-client.ts'

/** A new officer's keys: only wrapped or sealed bytes and public keys leave the browser. */
export interface NewKeys {
  recipient: string
  wrappedIdentity: string
  unitKey: { recipient: string; sealed: string } | null
}

/** Makes an officer's own identity, and the unit's where there is none yet. */
export async function makeKeys(exportKey: string, nonce: Uint8Array, withUnitKey: boolean): Promise<NewKeys> {
  const own = await generateHybridIdentity()
  const recipient = await identityToRecipient(own)
  const wrappedIdentity = await wrapIdentity(exportKey, own, nonce)
  if (!withUnitKey) return { recipient, wrappedIdentity, unitKey: null }
  const unit = await generateHybridIdentity()
  const sealed = await sealText(recipient, unit)
  return { recipient, wrappedIdentity, unitKey: { recipient: await identityToRecipient(unit), sealed } }
}

interface Keys {
  own: string
  unit: string | null
  unitRecipient: string | null
}

/**
 * The keys while the console is unlocked. They live in this object only: in no storage, no signal, no log.
 * `lock` forgets them. Everything that needs a key throws `ConsoleError` `key:missing` without it.
 */
export class KeyRing {
  #keys: Keys | null = null

  async unlock(exportKey: string, me: Pick<Me, 'wrappedIdentity' | 'unitKey'>): Promise<void> {
    const own = await unwrapIdentity(exportKey, me.wrappedIdentity)
    const unit = me.unitKey === null ? null : await openText(own, me.unitKey)
    this.#keys = { own, unit, unitRecipient: unit === null ? null : await identityToRecipient(unit) }
  }

  /** The unit's key was handed over while this officer was signed in. */
  async takeUnitKey(sealed: string): Promise<void> {
    const own = this.#own()
    const unit = await openText(own, sealed)
    this.#keys = { own, unit, unitRecipient: await identityToRecipient(unit) }
  }

  lock(): void {
    this.#keys = null
  }

  get hasUnitKey(): boolean {
    return (this.#keys?.unit ?? null) !== null
  }

  async openTip(sealed: string): Promise<Tip> {
    return await openTip(sealed, [this.#unit()])
  }

  async openFile(sealed: Uint8Array, file: TipFile): Promise<Uint8Array> {
    return await openFile(sealed, file, [this.#unit()])
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
  async sealUnitKeyTo(handOver: NonNullable<Person['handOver']>): Promise<string> {
    const unit = this.#unit()
    const proofKey = await openText(this.#own(), handOver.sealedProofKey)
    if (proveRecipient(proofKey, handOver.recipient) !== handOver.proof)
      throw new ConsoleError('key:mismatch')
    return await sealText(handOver.recipient, unit)
  }

  #own(): string {
    if (this.#keys === null) throw new ConsoleError('key:missing')
    return this.#keys.own
  }

  #unit(): string {
    const unit = this.#keys?.unit ?? null
    if (unit === null) throw new ConsoleError('key:missing')
    return unit
  }
}

async function sealText(recipient: string, text: string): Promise<string> {
  return base64.encode(await encryptTo([recipient], new TextEncoder().encode(text)))
}

async function openText(identity: string, sealed: string): Promise<string> {
  try {
    return new TextDecoder().decode(await decryptWith([identity], base64.decode(sealed)))
  } catch (cause) {
    throw new AppError('tip:not_for_this_key', { cause })
  }
}
