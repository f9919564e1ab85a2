import type { SealedTip, Tip, TipDraft } from '../../src/core/tip.ts'

/** A tip with every part that a person may tell; nothing in it is real. */
export function sampleTip(): Tip {
  return {
    v: 1,
    id: '6f0e7c1a-52b4-4b0e-9a51-3d6d1c7f2a10',
    category: 'selling',
    urgency: 'cao',
    hour: '2026-11-21T13:00:00Z',
    language: 'vi',
    what: 'Có người bán hàng trắng ở quán nước đầu ngõ',
    place: { ward: 'bo-de', text: 'ngõ 12, đối diện chợ', latitude: 21.04, longitude: 105.87 },
    when: { text: 'tối nào cũng khoảng 22h', recurring: true },
    people: 'hai thanh niên',
    vehicles: 'xe máy biển 29-X1 000.00',
    stillGoing: 'yes',
    danger: 'no',
    files: [],
    mailbox: {
      id: '0'.repeat(32),
      recipient: 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq',
    },
  }
}

/** A tip as it is sent: beside its ciphertext (base64) only what the server may see. */
export function sentTip(tip: Tip, unit: string, sealed: string): SealedTip {
  const { id, category, urgency, hour, language: lang } = tip
  const ward = tip.place?.ward ?? 'unknown'
  return { v: '1', id, unit, category, urgency, ward, hour, lang, files: [], sealed }
}

/** What a person told, before sealing. */
export function sampleDraft(): TipDraft {
  return {
    category: 'selling',
    what: 'Có người bán hàng trắng ở quán nước đầu ngõ',
    place: { ward: 'bo-de', text: 'ngõ 12, đối diện chợ' },
    when: { text: 'tối nào cũng khoảng 22h', recurring: true },
    people: 'hai thanh niên',
    vehicles: 'xe máy biển 29-X1 000.00',
    stillGoing: 'yes',
    danger: 'no',
    files: [],
    language: 'vi',
  }
}
