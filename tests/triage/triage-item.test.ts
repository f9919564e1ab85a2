import { describe, expect, it } from 'vitest'
import { deadlinesOf, nextDeadline } from '../../src/triage/deadlines.ts'
import {
  changeReasons,
  orderScore,
  reasonsFor,
  toMinute,
  triageStates,
} from '../../src/triage/triage-item.ts'
import { newItem } from './support.ts'

const hourMs = 3_600_000

describe('triage-item', () => {
  it('lets nothing return to new and gives every allowed change at least one reason', () => {
    for (const from of triageStates) {
      expect(reasonsFor(from, 'new')).toEqual([])
      expect(reasonsFor(from, from)).toEqual([])
      for (const to of triageStates) {
        for (const reason of reasonsFor(from, to)) expect(changeReasons).toContain(reason)
      }
    }
  })

  it('can reach every state from new, and leave every state again', () => {
    const reached = new Set(['new'])
    for (let round = 0; round < triageStates.length; round += 1) {
      for (const from of triageStates.filter((state) => reached.has(state))) {
        for (const to of triageStates) if (reasonsFor(from, to).length > 0) reached.add(to)
      }
    }
    expect([...reached].sort()).toEqual([...triageStates].sort())
    for (const from of triageStates)
      expect(triageStates.some((to) => reasonsFor(from, to).length > 0)).toBe(true)
  })

  it('orders by urgency before age, and the older first', () => {
    const old = { hour: '2026-01-01T00:00:00Z' }
    const late = { hour: '2026-11-21T13:00:00Z' }
    const ordered = [
      orderScore({ urgency: 'khan', ...old }),
      orderScore({ urgency: 'khan', ...late }),
      orderScore({ urgency: 'cao', ...old }),
      orderScore({ urgency: 'thuong', ...old }),
    ]

    expect(ordered).toEqual([...ordered].sort((a, b) => a - b))
    expect(new Set(ordered).size).toBe(4)
    expect(Number.isSafeInteger(ordered.at(-1))).toBe(true)
  })

  it('keeps no second of a time', () => {
    expect(toMinute(Date.parse('2026-11-21T13:47:59.999Z'))).toBe('2026-11-21T13:47:00Z')
  })
})

describe('deadlines', () => {
  const item = newItem()
  const start = Date.parse(item.hour)

  it('runs, warns in the last quarter, and is over one moment after 24 hours', () => {
    const stateAt = (hours: number, ms = 0) => deadlinesOf(item, start + hours * hourMs + ms)[0]?.state

    expect(stateAt(1)).toBe('running')
    expect(stateAt(18)).toBe('running')
    expect(stateAt(18, 1)).toBe('soon')
    expect(stateAt(24)).toBe('soon')
    expect(stateAt(24, 1)).toBe('over')
  })

  it('is kept by a step in time, late by one after it', () => {
    const inTime = newItem({ times: { new: item.hour, checking: '2026-11-22T12:00:00Z' } })
    const tooLate = newItem({ times: { new: item.hour, checking: '2026-11-22T13:01:00Z' } })

    expect(deadlinesOf(inTime, start)[0]?.state).toBe('kept')
    expect(deadlinesOf(tooLate, start)[0]?.state).toBe('late')
    expect(nextDeadline(inTime, start)?.rule.id).toBe('commune_check')
  })

  it('leaves nothing to keep once a tip is closed', () => {
    const closed = newItem({ times: { new: item.hour, closed: '2026-11-22T12:00:00Z' } })

    expect(nextDeadline(closed, start)).toBeNull()
  })

  it('says "usually" in every label, because the rules were made for district police', () => {
    for (const { rule } of deadlinesOf(item, start)) expect(rule.label.vi).toContain('thường trong')
  })
})
