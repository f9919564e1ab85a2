import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { createMessage, encrypt, generateKey, type PublicKey } from 'openpgp'
import { monotonicMs, systemIds } from '../core/clock.ts'
import type { Tip } from '../core/tip.ts'
import { sealFile, sealTip } from '../tips/seal-tip.ts'
import { type BenchReport, median, rounded } from './bench-report.ts'
import { measureUnderTips, type UnderTips } from './turns-under-tips.ts'

const TIMES = 15
const WARM_UP = 2
const SIZES = { '2kB': 2_000, '100kB': 100_000, '1MB': 1_000_000 }
const PEER = 'OpenPGP.js, two ECC keys'
const SAME_KEYS = 'our envelope, two X25519 keys'

/** Seals content of a size. */
type Seal = (size: number) => Promise<unknown>

/**
 * Sealing a tip or file as we do (padded, to a unit and the unit above, safe from a quantum computer later) beside
 * OpenPGP.js, in one process, alternately; then how long conversations wait while tips are sealed on the server.
 */
export async function benchSeal({
  seconds,
  rounds,
}: {
  seconds: number
  rounds: number
}): Promise<BenchReport> {
  const sides: Readonly<Record<string, Seal>> = {
    ours: await ourSeal(generateHybridIdentity),
    [SAME_KEYS]: await ourSeal(generateX25519Identity),
    [PEER]: await theirSeal(),
  }
  const times = await measure(sides)
  const under = await measureUnderTips({ seconds, rounds })
  return toReport(times, under)
}

async function ourSeal(generate: () => Promise<string>): Promise<Seal> {
  const identities = [await generate(), await generate()]
  const recipients = await Promise.all(identities.map(identityToRecipient))
  const tip = sampleTip(recipients[0] ?? '')
  return (size) => (size <= SIZES['2kB'] ? sealTip(tip, recipients) : sealFile(randomBytes(size), recipients))
}

async function theirSeal(): Promise<Seal> {
  const keys: PublicKey[] = []
  for (const name of ['unit', 'above']) {
    const { publicKey } = await generateKey({ userIDs: [{ name }], type: 'ecc', format: 'object' })
    keys.push(publicKey)
  }
  return async (size) => {
    const message = await createMessage({ binary: randomBytes(size) })
    return encrypt({ message, encryptionKeys: keys, format: 'binary' })
  }
}

/** 2 kB of what a person told. */
function sampleTip(recipient: string): Tip {
  return {
    v: 1,
    ...{ id: systemIds.uuid(), category: 'selling', urgency: 'thuong', hour: '2026-11-21T13:00:00Z' },
    ...{ language: 'vi', what: 'Tối nào cũng có người bán. '.repeat(60).slice(0, 1_500), files: [] },
    mailbox: { id: '0'.repeat(32), recipient: recipient.slice(0, 62) },
  }
}

function randomBytes(size: number): Uint8Array {
  const block = systemIds.bytes(Math.min(size, 50_000))
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; at += block.length) bytes.set(block.subarray(0, size - at), at)
  return bytes
}

/** Median ms by side and size. */
type Times = Record<string, Record<string, number>>

async function measure(sides: Readonly<Record<string, Seal>>): Promise<Times> {
  const found = new Map<string, number[]>()
  const cases = Object.entries(sides).flatMap(([name, seal]) =>
    Object.entries(SIZES).map(([size, bytes]) => ({ key: `${name} ${size}`, seal, bytes })),
  )
  for (let time = -WARM_UP; time < TIMES; time += 1) {
    for (const { key, seal, bytes } of cases) {
      const started = monotonicMs()
      await seal(bytes)
      if (time >= 0) found.set(key, [...(found.get(key) ?? []), monotonicMs() - started])
    }
  }
  const times: Times = {}
  for (const name of Object.keys(sides)) {
    times[name] = Object.fromEntries(
      Object.keys(SIZES).map((size) => [`ms${size}`, rounded(median(found.get(`${name} ${size}`) ?? []))]),
    )
  }
  return times
}

function toReport(times: Times, under: UnderTips): BenchReport {
  const { ours = {}, ...peers } = times
  const ratios = Object.entries(peers).map(([name, theirs]) => [
    name,
    rounded((theirs['ms1MB'] ?? Number.NaN) / (ours['ms1MB'] ?? Number.NaN)),
  ])
  return {
    bench: 'seal',
    ours: { ...ours, ...under },
    peers,
    ratios: Object.fromEntries(ratios),
    ratioSays: 'is {} × as fast at 1 MB',
    notes: [
      `median of ${TIMES}, taken alternately; ours pads: a text to 8 kB, files to a multiple of 256 kB`,
      'ours: two hybrid keys (ML-KEM-768 with X25519); OpenPGP.js: two Curve25519 keys, no padding, not post-quantum',
      'p99: of turns at 50 a second, without and with conversations that send tips on the server, in threads of their own',
      'tipsPerSecond: tips stored; deriving each mailbox (argon2id) takes more than the sealing',
    ],
  }
}
