import { generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { createMessage, encrypt, generateKey, type PublicKey } from 'openpgp'
import { systemIds } from '../core/clock.ts'
import type { Tip } from '../core/tip.ts'
import { encryptTo } from '../tips/age-envelope.ts'
import { deriveMailbox, sealNote } from '../tips/mailbox.ts'
import { makeReceipt } from '../tips/make-receipt.ts'
import { sealFile, sealTip } from '../tips/seal-tip.ts'
import { type BenchReport, median, rounded } from './bench-report.ts'
import { measureUnderTips, type UnderTips } from './turns-under-tips.ts'

const TIMES = 25
/** Until the engine has compiled both sides: a first call takes ten times as long, whichever it is. */
const WARM_UP = 10
const SIZES = { '2kB': 2_000, '100kB': 100_000, '1MB': 1_000_000 }
const PEER = 'OpenPGP.js, two ECC keys'
const SAME_WORK = 'our envelope, two X25519 keys, no padding'

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
    ours: await ourSeal(),
    [SAME_WORK]: await bareSeal(),
    [PEER]: await theirSeal(),
  }
  const times = await measureSides(sides)
  const parts = await measureParts()
  const under = await measureUnderTips({ seconds, rounds })
  return toReport(times, { ...parts, ...under })
}

async function twoRecipients(generate: () => Promise<string>): Promise<string[]> {
  return Promise.all([generate(), generate()].map(async (identity) => identityToRecipient(await identity)))
}

async function ourSeal(): Promise<Seal> {
  const recipients = await twoRecipients(generateHybridIdentity)
  const tip = sampleTip(recipients[0] ?? '')
  return (size) => (size <= SIZES['2kB'] ? sealTip(tip, recipients) : sealFile(randomBytes(size), recipients))
}

/** The kind of key that the peer has, and as many bytes: what of ours is the envelope, and what the rest. */
async function bareSeal(): Promise<Seal> {
  const recipients = await twoRecipients(generateX25519Identity)
  return (size) => encryptTo(recipients, randomBytes(size))
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

/** Processor time by name, ms, each the median of runs that were taken in turn. */
async function measureInTurn(cases: Readonly<Record<string, () => Promise<unknown>>>) {
  const found = new Map<string, number[]>()
  for (let time = -WARM_UP; time < TIMES; time += 1) {
    for (const [name, run] of Object.entries(cases)) {
      const before = process.cpuUsage()
      await run()
      const { user, system } = process.cpuUsage(before)
      if (time >= 0) found.set(name, [...(found.get(name) ?? []), (user + system) / 1_000])
    }
  }
  return Object.fromEntries([...found].map(([name, times]) => [name, rounded(median(times))]))
}

/** Processor time by side and size. */
type Times = Record<string, Record<string, number>>

async function measureSides(sides: Readonly<Record<string, Seal>>): Promise<Times> {
  const cases = Object.entries(sides).flatMap(([side, seal]) =>
    Object.entries(SIZES).map(([size, bytes]) => [`${side} ${size}`, () => seal(bytes)] as const),
  )
  const found = await measureInTurn(Object.fromEntries(cases))
  return Object.fromEntries(
    Object.keys(sides).map((side) => [
      side,
      Object.fromEntries(
        Object.keys(SIZES).map((size) => [`cpuMs${size}`, found[`${side} ${size}`] ?? Number.NaN]),
      ),
    ]),
  )
}

/** What submitting a tip on the server costs, part by part. */
async function measureParts(): Promise<Record<string, number>> {
  const [recipient = ''] = await twoRecipients(generateHybridIdentity)
  const receipt = makeReceipt('ab'.repeat(32))
  const mailbox = await deriveMailbox(receipt)
  const note = { v: 1, hour: '2026-11-21T13:00:00Z', status: 'received' } as const
  return measureInTurn({
    cpuMsHybridKey: () => encryptTo([recipient], new Uint8Array(1)),
    cpuMsMailboxArgon2: () => deriveMailbox(receipt),
    cpuMsFirstNote: () => sealNote(mailbox.recipient, note),
  })
}

function toReport(times: Times, figures: UnderTips & Record<string, number>): BenchReport {
  const { ours = {}, ...peers } = times
  const ratios = Object.entries(peers).map(([name, theirs]) => [
    name,
    rounded((theirs['cpuMs1MB'] ?? Number.NaN) / (ours['cpuMs1MB'] ?? Number.NaN)),
  ])
  return {
    bench: 'seal',
    ours: { ...ours, ...figures },
    peers,
    ratios: Object.fromEntries(ratios),
    ratioSays: 'is {} × as fast at 1 MB',
    notes: [
      `processor time, median of ${TIMES}, taken in turn after ${WARM_UP} of each; ours pads: a text to 8 kB, files to a multiple of 256 kB`,
      'ours: two hybrid keys (ML-KEM-768 with X25519); OpenPGP.js: two Curve25519 keys, no padding, not post-quantum',
      'a tip on the server: the mailbox (argon2id, for the code), two hybrid keys with the text, the first note',
      'p99: of turns at 50 a second, alone, beside the same conversations that stop before they send, and beside those that send tips',
      'tipsPerSecond: tips stored; tips are sealed in threads of their own, at a low priority',
    ],
  }
}
