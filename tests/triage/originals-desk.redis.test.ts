import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TipDraft } from '../../src/core/tip.ts'
import { openFile, openInner, openOuter, openTip } from '../../src/tips/open-tip.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import { createTipDesk } from '../../src/tips/tip-desk.ts'
import { verifyAudit } from '../../src/triage/audit-log.ts'
import { Intake } from '../../src/triage/intake.ts'
import { type Officer, type OfficerRole, officerRoles } from '../../src/triage/officer.ts'
import type { OriginalAt } from '../../src/triage/originals-desk.ts'
import { mayDo } from '../../src/triage/permissions.ts'
import { fixedClock } from '../support/fixed-clock.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { createStaffSide, type StaffSide } from './support.ts'

const OWN = 'cap-mot'
const ABOVE = 'thanh-pho'
const photo = Uint8Array.from({ length: 400_000 }, (_, i) => (i * 31 + (i >> 8)) % 256)

describe('originals-desk', () => {
  let redis: TestRedis
  let side: StaffSide
  let desk: StaffSide['desk']
  let originals: StaffSide['originals']
  let own: { identity: string; recipient: string }
  let above: { identity: string; recipient: string }
  const clock = fixedClock(Date.now())
  let at: OriginalAt
  let number = 0

  beforeAll(async () => {
    redis = await startRedis()
    side = await createStaffSide(await redis.connect(), { clock })
    const add = async (unit: string) => {
      const identity = await generateHybridIdentity()
      const recipient = await identityToRecipient(identity)
      await side.recipients.add(unit, recipient, 'cli')
      return { identity, recipient }
    }
    own = await add(OWN)
    above = await add(ABOVE)
    desk = side.desk
    originals = side.originals
  })
  afterAll(async () => {
    await side.feed.stop()
    await redis.stop()
  })

  beforeEach(async () => {
    number += 1
    const tips = createTipDesk({
      outlet: createStoredTipOutlet(side),
      ...{ deployment: side.deployment, clock },
      files: async () => ({
        ...{ bytes: new Uint8Array([1, 2, 3]), mime: 'image/jpeg' },
        original: { bytes: photo, mime: 'image/jpeg' },
      }),
    })
    const draft: TipDraft = {
      ...{ category: 'selling', language: 'vi', keepOriginals: 'yes', place: { ward: 'phuong-mot' } },
      files: [{ channel: 'web', kind: 'photo', ref: 'one' }],
    }
    const secret = number.toString(16).padStart(64, '0')
    expect(await tips.submit(draft, secret)).toMatchObject({ type: 'tip_submitted' })
    const intake = new Intake({ ...side, store: side.triage, units: [OWN], consumer: 'a', onError: () => {} })
    await intake.prepare()
    await intake.runOnce()
    const tip = await readTip()
    at = { unit: OWN, tip: tip.id, original: tip.files[0]?.original?.id ?? expect.fail('no original') }
  })

  async function readTip() {
    const items = await side.triage.list(OWN, 'open', 100)
    const newest = items
      .toSorted((a, b) => Number(a.entry.split('-')[1]) - Number(b.entry.split('-')[1]))
      .at(-1)
    const sealed = (await side.queue.get(OWN, newest?.entry ?? ''))?.tip.sealed ?? ''
    return openTip(sealed, [own.identity])
  }

  function officer(unit: string, role: OfficerRole = 'can_bo'): Officer {
    return {
      ...{ v: 1, id: crypto.randomUUID(), name: 'An', unit, role, active: true },
      ...{ registrationRecord: '', recipient: own.recipient, wrappedIdentity: '', unitKey: null },
      ...{
        invitedBy: null,
        proof: null,
        sealedProofKey: null,
        createdAt: new Date(clock.now()).toISOString(),
      },
    }
  }

  async function agree(by: Officer): Promise<void> {
    const outer = await buffer(Readable.from(await originals.outer(by, at)))
    await originals.agree(by, at, await openOuter(new Uint8Array(outer), [own.identity]))
  }

  it('opens a photo as it was made when both units took their step, and both have it on record', async () => {
    const [one, two] = [officer(OWN), officer(ABOVE)]
    const asked = await originals.ask(two, at, 'face_plate')
    expect(asked.originals).toMatchObject([{ original: at.original, state: 'asked', askedBy: two.id }])
    await agree(one)
    const inner = await originals.open(two, at)

    const told = (await readTip()).files[0]?.original ?? expect.fail('no original')
    expect(await openInner(inner, told, [above.identity])).toEqual(photo)
    await expect(openInner(inner, told, [own.identity])).rejects.toMatchObject({
      code: 'tip:not_for_this_key',
    })
    for (const unit of [OWN, ABOVE]) {
      const { entries, head } = await side.triage.audit(unit)
      expect(verifyAudit(entries, head)).toEqual({ intact: true })
      const steps = entries.filter((entry) => entry.original === at.original)
      expect(steps.map(({ action, officer: by }) => [action, by])).toEqual([
        ['original_asked', two.id],
        ['original_agreed', one.id],
        ['original_opened', two.id],
      ])
      expect(steps.map(({ originalReason }) => originalReason)).toEqual(Array(3).fill('face_plate'))
    }
    expect((await side.triage.item(OWN, at.tip))?.originals?.[0]?.state).toBe('opened')
  })

  it('gives the outer envelope to nobody as an ordinary file, nor before it was asked for', async () => {
    const [one, two] = [officer(OWN), officer(ABOVE)]
    for (const by of [one, two])
      await expect(desk.file(by, OWN, at.tip, at.original)).rejects.toMatchObject({
        code: 'request:not_found',
      })
    await expect(originals.outer(one, at)).rejects.toMatchObject({ code: 'triage:conflict' })
    await expect(originals.agree(one, at, new Uint8Array(1))).rejects.toMatchObject({
      code: 'triage:conflict',
    })
    await expect(originals.open(two, at)).rejects.toMatchObject({ code: 'triage:conflict' })
    await originals.ask(two, at, 'evidence')
    await expect(originals.open(two, at)).rejects.toMatchObject({ code: 'triage:conflict' })
    await expect(originals.agree(one, at, photo)).rejects.toMatchObject({ code: 'tip:malformed' })
  })

  it.each(officerRoles)(
    'lets %s do on the right side what the table says, and nothing on the other',
    async (role) => {
      const [one, two, other] = [officer(OWN, role), officer(ABOVE, role), officer('cap-hai', role)]
      const steps = {
        ask: (by: Officer) => originals.ask(by, at, 'genuine'),
        outer: (by: Officer) => originals.outer(by, at),
        agree: (by: Officer) => originals.agree(by, at, photo),
        open: (by: Officer) => originals.open(by, at),
      }
      const isForbidden = (work: Promise<unknown>) =>
        work.then(
          () => false,
          (error: { code: string }) => error.code === 'staff:forbidden',
        )
      for (const by of [one, other])
        for (const step of ['ask', 'open'] as const) expect(await isForbidden(steps[step](by))).toBe(true)
      for (const by of [two, other])
        for (const step of ['outer', 'agree'] as const) expect(await isForbidden(steps[step](by))).toBe(true)
      expect(await isForbidden(steps.ask(two))).toBe(!mayDo(role, 'ask_original'))
      expect(await isForbidden(steps.outer(one))).toBe(!mayDo(role, 'agree_original'))
    },
  )

  it('knows no original of another tip', async () => {
    const wrong = { ...at, original: crypto.randomUUID() }
    await expect(originals.ask(officer(ABOVE), wrong, 'evidence')).rejects.toMatchObject({
      code: 'request:not_found',
    })
    const file = (await readTip()).files[0]?.id ?? ''
    await expect(originals.ask(officer(ABOVE), { ...at, original: file }, 'evidence')).rejects.toMatchObject({
      code: 'request:not_found',
    })
  })

  it('can be asked for again once the inner envelope has gone, which is after seven days', async () => {
    const [one, two] = [officer(OWN), officer(ABOVE)]
    await originals.ask(two, at, 'evidence')
    await agree(one)
    const until = (await side.triage.item(OWN, at.tip))?.originals?.[0]?.until ?? ''
    expect(Math.abs(Date.parse(until) - clock.now() - 7 * 86_400_000)).toBeLessThan(3_600_001)
    await redis.raw.del(await redis.raw.keys('*:lent:*'))

    await expect(originals.open(two, at)).rejects.toMatchObject({ code: 'request:not_found' })
    expect((await originals.ask(two, at, 'evidence')).originals).toHaveLength(1)
  })

  it('gives an ordinary file piece by piece, and only of its own tip', async () => {
    const [file] = (await readTip()).files
    const bytes = await buffer(Readable.from(await desk.file(officer(OWN), OWN, at.tip, file?.id ?? '')))
    expect(await openFile(new Uint8Array(bytes), file ?? expect.fail('no file'), [own.identity])).toEqual(
      new Uint8Array([1, 2, 3]),
    )
    const other = crypto.randomUUID()
    await expect(desk.file(officer(OWN), OWN, at.tip, other)).rejects.toMatchObject({
      code: 'request:not_found',
    })
  })
})
