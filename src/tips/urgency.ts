import type { TipDraft, Urgency } from '../core/tip.ts'

/** Which tip an officer should see first. khan: somebody may be harmed now · cao: going on now, or minors involved. */
export function urgencyOf(draft: Pick<TipDraft, 'category' | 'danger' | 'stillGoing'>): Urgency {
  const inDanger = draft.danger === 'yes' || (draft.category === 'danger' && draft.danger !== 'no')
  if (inDanger && draft.stillGoing !== 'no') return 'khan'
  if (inDanger || draft.stillGoing === 'yes' || draft.category === 'school') return 'cao'
  return 'thuong'
}
