import type { RefusalKind } from './refusal.ts'

/** Reason → what must be there, and what turns it into an honest question. First that holds wins. */
export const refusalRules: readonly {
  reason: RefusalKind
  all: readonly string[]
  unless: readonly string[]
}[] = [
  { reason: 'instructions', all: ['instructions'], unless: ['practice'] },
  {
    reason: 'make',
    all: ['make', 'howTo'],
    unless: ['aboutLaw', 'aboutTip', 'aboutPrevention', 'practice'],
  },
  { reason: 'hide', all: ['tamper'], unless: ['aboutLaw'] },
  { reason: 'hide', all: ['escape'], unless: ['aboutLaw', 'aboutTip'] },
  { reason: 'hide', all: ['spike', 'unaware'], unless: ['aboutLaw', 'aboutTip', 'spikedSelf', 'drugged'] },
  { reason: 'sell', all: ['drawIn'], unless: ['aboutLaw', 'aboutTip', 'lured', 'practice'] },
  { reason: 'hide', all: ['injectUnseen'], unless: ['aboutLaw', 'aboutTip', 'aboutCare'] },
  { reason: 'hide', all: ['drugForSleep'], unless: ['aboutLaw', 'aboutTip', 'spikedSelf'] },
  { reason: 'buy', all: ['fakeIllness'], unless: ['aboutLaw'] },
  { reason: 'medical_dose', all: ['orderMedicine'], unless: ['aboutLaw', 'doctorGave'] },
  { reason: 'medical_dose', all: ['medicine', 'doubled'], unless: ['aboutLaw'] },
  { reason: 'beat_test', all: ['test', 'beat'], unless: ['aboutLaw', 'testForChild', 'testedOther'] },
  { reason: 'beat_test', all: ['tested', 'cleanUp'], unless: ['aboutLaw', 'testForChild'] },
  { reason: 'beat_test', all: ['bodyClear'], unless: ['aboutLaw'] },
  { reason: 'sell', all: ['sell', 'iSell'], unless: ['aboutLaw', 'aboutTip', 'aboutCare', 'friendUses'] },
  { reason: 'hide', all: ['hide', 'howTo|keepUnseen'], unless: ['aboutLaw', 'aboutTip', 'hideOther'] },
  { reason: 'medical_dose', all: ['medicine', 'medDose'], unless: ['aboutLaw', 'aboutTip', 'notDose'] },
  { reason: 'dose', all: ['dose', 'drugLike'], unless: ['aboutLaw', 'aboutTip', 'aboutCare', 'notDose'] },
  {
    reason: 'buy',
    all: ['buy', 'where'],
    unless: ['aboutLaw', 'aboutTip', 'aboutCare', 'notBuying', 'friendUses', 'forOther'],
  },
]
