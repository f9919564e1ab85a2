import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AuditEntry,
  type AuditStep,
  canonicalJson,
  chainEntry,
  emptyHead,
  verifyAudit,
} from '../../src/triage/audit-log.ts'

const officer = '11111111-1111-4111-8111-111111111111'

function chainOf(count: number): AuditEntry[] {
  const entries: AuditEntry[] = []
  for (let i = 0; i < count; i += 1) {
    const step: AuditStep = {
      action: 'item_opened',
      at: `2026-11-21T13:${String(i).padStart(2, '0')}:00Z`,
      officer,
    }
    entries.push(chainEntry(entries.at(-1) ?? emptyHead, step))
  }
  return entries
}

describe('audit-log', () => {
  it('accepts an untouched chain, also an empty one, also a later part of one', () => {
    const chain = chainOf(5)
    const head = chain[4]!

    expect(verifyAudit(chain, head)).toEqual({ intact: true })
    expect(verifyAudit([], emptyHead)).toEqual({ intact: true })
    expect(verifyAudit(chain.slice(2), head, chain[1]!)).toEqual({ intact: true })
  })

  it('finds any change of any field of any entry, and says where', () => {
    const names = ['action', 'at', 'officer', 'seq', 'previous', 'hash', 'item', 'reason', 'remark'] as const
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.constantFrom(...names), (at, name) => {
        const chain = chainOf(8)
        const changed = { ...chain[at]!, [name]: name === 'seq' ? 99 : 'x' }
        const forged = chain.with(at, changed as AuditEntry)

        expect(verifyAudit(forged, chain[7]!)).toEqual({ intact: false, brokenAt: at + 1 })
      }),
    )
  })

  it('finds entries that were removed, doubled, swapped or cut off at the end', () => {
    const chain = chainOf(6)
    const head = chain[5]!

    expect(verifyAudit(chain.toSpliced(2, 1), head)).toEqual({ intact: false, brokenAt: 3 })
    expect(verifyAudit(chain.toSpliced(2, 0, chain[2]!), head)).toEqual({ intact: false, brokenAt: 4 })
    expect(verifyAudit([chain[1]!, chain[0]!, ...chain.slice(2)], head)).toEqual({
      intact: false,
      brokenAt: 1,
    })
    expect(verifyAudit(chain.slice(0, 4), head)).toEqual({ intact: false, brokenAt: 5 })
  })

  it('finds a changed entry even when its own hash was computed anew', () => {
    const chain = chainOf(3)
    const forged = chainEntry(chain[0]!, { action: 'item_opened', at: '2026-11-21T20:00:00Z', officer })

    expect(verifyAudit(chain.with(1, forged), chain[2]!)).toEqual({ intact: false, brokenAt: 3 })
  })

  it('writes one value in one way, whatever the order of its names', () => {
    expect(canonicalJson({ b: 1, a: [true, null, { d: 'ế', c: undefined }] })).toBe(
      '{"a":[true,null,{"d":"ế"}],"b":1}',
    )
  })
})
