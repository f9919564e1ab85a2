import type { Translated } from '../core/language.ts'
import type { TriageItem, TriageState } from './triage-item.ts'

interface DeadlineRule {
  id: 'classify' | 'commune_check' | 'verify'
  hours: number
  /** Kept once one of these states was entered. */
  keptBy: readonly TriageState[]
  /** Says "usually": the rules of 2017 and 2020 still name district police, which is gone since 3/2025. */
  label: Translated
  source: string
}

const passedOrEnded = ['passed_on', 'closed', 'spam'] as const

/** Times the law gives for tips about crime, counted from receipt. An officer's aid, not a ruling. */
const deadlineRules: readonly DeadlineRule[] = [
  {
    id: 'classify',
    hours: 24,
    keptBy: ['checking', ...passedOrEnded],
    label: { vi: 'Phân loại tin: thường trong 24 giờ', en: 'Classification: usually within 24 hours' },
    source: 'Thông tư liên tịch 01/2017 (sửa 2021); Thông tư 28/2020/TT-BCA (sửa bởi 129/2021)',
  },
  {
    id: 'commune_check',
    hours: 7 * 24,
    keptBy: passedOrEnded,
    label: {
      vi: 'Công an xã, phường kiểm tra sơ bộ rồi chuyển: thường trong 7 ngày',
      en: 'Commune police check and pass on: usually within 7 days',
    },
    source: 'Thông tư liên tịch 01/2017 (sửa 2021); Thông tư 28/2020/TT-BCA (sửa bởi 129/2021)',
  },
  {
    id: 'verify',
    hours: 20 * 24,
    keptBy: ['closed', 'spam'],
    label: {
      vi: 'Kiểm tra, xác minh và quyết định: thường trong 20 ngày',
      en: 'Verification and decision: usually within 20 days',
    },
    source: 'Bộ luật Tố tụng hình sự, Điều 147',
  },
]

export interface Deadline {
  rule: DeadlineRule
  /** ISO instant. The hour of receipt is rounded down, so it is never later than the law's. */
  dueAt: string
  /** kept: done in time · late: done after it · soon: less than a quarter is left · over: not done, and past. */
  state: 'kept' | 'late' | 'running' | 'soon' | 'over'
}

export function deadlinesOf(item: Pick<TriageItem, 'hour' | 'times'>, nowMs: number): Deadline[] {
  return deadlineRules.map((rule) => {
    const dueMs = Date.parse(item.hour) + rule.hours * 3_600_000
    return { rule, dueAt: new Date(dueMs).toISOString(), state: stateOf(rule, item, dueMs, nowMs) }
  })
}

/** The next one not yet kept, for the list; null when nothing is left to keep. */
export function nextDeadline(item: Pick<TriageItem, 'hour' | 'times'>, nowMs: number): Deadline | null {
  return deadlinesOf(item, nowMs).find((deadline) => !['kept', 'late'].includes(deadline.state)) ?? null
}

function stateOf(
  rule: DeadlineRule,
  item: Pick<TriageItem, 'times'>,
  dueMs: number,
  nowMs: number,
): Deadline['state'] {
  const keptAt = rule.keptBy
    .map((state) => item.times[state])
    .filter((at) => at !== undefined)
    .sort()[0]
  if (keptAt !== undefined) return Date.parse(keptAt) <= dueMs ? 'kept' : 'late'
  if (nowMs > dueMs) return 'over'
  return dueMs - nowMs < (rule.hours * 3_600_000) / 4 ? 'soon' : 'running'
}
