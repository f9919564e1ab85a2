import type { TipCategory, TipDraft, Urgency } from '../core/tip.ts'

/**
 * What a kind of thing weighs by itself. `cao`: minors are drawn in or it moves on within hours · `caoUnlessOver`: only
 * while it may still go on. Each with the text that says why (knowledge/law, knowledge/plans).
 */
const rules: Record<TipCategory, { weight: 'cao' | 'caoUnlessOver' | 'thuong'; because: string }> = {
  danger: {
    weight: 'thuong',
    because: 'weighed by danger below: Kế hoạch 265/KH-UBND Long Biên, IV.2.a (loạn thần, "ngáo đá")',
  },
  minors: { weight: 'cao', because: 'Bộ luật Hình sự Điều 251, 252: using a person under 16 aggravates' },
  school: {
    weight: 'cao',
    because: 'Bộ luật Hình sự Điều 257, 258: persons from 13 to under 18; plan Đồng Tháp II.7',
  },
  driving: {
    weight: 'caoUnlessOver',
    because: 'Kế hoạch 265/KH-UBND Long Biên, IV.3.c: drivers positive for drugs',
  },
  border: {
    weight: 'caoUnlessOver',
    because: 'plan Đồng Tháp II.1, II.4: carried across the border; it moves on',
  },
  selling: { weight: 'thuong', because: 'cao while it goes on' },
  using: { weight: 'thuong', because: 'cao while it goes on' },
  storing: { weight: 'thuong', because: 'cao while it goes on' },
  house: { weight: 'thuong', because: 'Bộ luật Hình sự Điều 256; cao while it goes on' },
  venue: { weight: 'thuong', because: 'Kế hoạch 265/KH-UBND Long Biên, IV.3.d; cao while it goes on' },
  delivery: { weight: 'thuong', because: 'Kế hoạch 265/KH-UBND Long Biên, IV.3.a; cao while it goes on' },
  making: { weight: 'thuong', because: 'Kế hoạch 265/KH-UBND Long Biên, IV.3.e; cao while it goes on' },
  growing: { weight: 'thuong', because: 'Kế hoạch 265/KH-UBND Long Biên, V.6: plants stay where they are' },
  online: { weight: 'thuong', because: 'cao while it goes on' },
  disguised: { weight: 'thuong', because: 'Kế hoạch 265/KH-UBND Long Biên, IV.2.a; cao while it goes on' },
  precursors: { weight: 'thuong', because: 'Kế hoạch 265/KH-UBND Long Biên, V.3, V.6; cao while it goes on' },
  other: { weight: 'thuong', because: 'cao while it goes on' },
}

/** Which tip an officer should see first. khan: somebody may be harmed now · cao: going on now, or minors involved. */
export function urgencyOf(draft: Pick<TipDraft, 'category' | 'danger' | 'stillGoing'>): Urgency {
  const inDanger = draft.danger === 'yes' || (draft.category === 'danger' && draft.danger !== 'no')
  const isOver = draft.stillGoing === 'no'
  if (inDanger && !isOver) return 'khan'
  const { weight } = rules[draft.category]
  const weighs = weight === 'cao' || (weight === 'caoUnlessOver' && !isOver)
  return inDanger || draft.stillGoing === 'yes' || weighs ? 'cao' : 'thuong'
}
