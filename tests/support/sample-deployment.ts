import { Deployment } from '../../src/core/deployment.ts'

const word = { vi: 'x', en: 'x' }

/** A small deployment: two wards with a unit each, a city unit above them. */
export function sampleDeployment(): Deployment {
  return Deployment.parse({
    id: 'test',
    name: word,
    place: 'ha-noi',
    wards: [
      { code: 'bo-de', name: 'Phường Bồ Đề', unit: 'ca-bo-de' },
      { code: 'viet-hung', name: 'Phường Việt Hưng', unit: 'ca-viet-hung' },
    ],
    units: [
      { id: 'ca-bo-de', name: 'Công an phường Bồ Đề', above: 'pc04' },
      { id: 'ca-viet-hung', name: 'Công an phường Việt Hưng', above: 'pc04' },
      { id: 'pc04', name: 'Phòng Cảnh sát ma túy', above: null },
    ],
    defaultUnit: 'pc04',
    routing: [{ category: 'making', unit: 'pc04' }],
    hotlines: [{ id: 'police', phone: '113', name: word, hours: word, verified: null }],
    openingHours: { counsellors: word },
  })
}
