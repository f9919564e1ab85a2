import { Deployment } from '../../src/core/deployment.ts'

/** Three wards, two of which share an old name, for tests that need a place. */
export const testDeployment: Deployment = Deployment.parse({
  id: 'test',
  name: { vi: 'Quận Thử', en: 'Test District' },
  place: 'ha-noi',
  wards: [
    {
      code: 'bo-de',
      name: 'Phường Bồ Đề',
      aliases: ['Ngọc Lâm', 'Gia Thụy'],
      unit: 'ca-bo-de',
      centre: [21.037, 105.873],
    },
    {
      code: 'viet-hung',
      name: 'Phường Việt Hưng',
      aliases: ['Gia Thụy', 'Đức Giang'],
      unit: 'ca-viet-hung',
      centre: [21.06, 105.9],
    },
    { code: 'phuc-loi', name: 'Phường Phúc Lợi', aliases: ['Thạch Bàn'], unit: 'ca-phuc-loi' },
  ],
  units: [
    { id: 'ca-bo-de', name: 'Công an phường Bồ Đề', above: null },
    { id: 'ca-viet-hung', name: 'Công an phường Việt Hưng', above: null },
    { id: 'ca-phuc-loi', name: 'Công an phường Phúc Lợi', above: null },
  ],
  defaultUnit: 'ca-bo-de',
  hotlines: [
    {
      id: 'emergency',
      phone: '115',
      name: { vi: 'Cấp cứu', en: 'Ambulance' },
      hours: { vi: '24/7', en: '24/7' },
      verified: '2026-11-01',
    },
    {
      id: 'drug-tips',
      phone: '0769 04 04 04',
      name: { vi: 'Báo tin ma túy', en: 'Drug tips' },
      hours: { vi: '24/7', en: '24/7' },
      verified: null,
    },
  ],
  openingHours: { counsellors: { vi: '8 giờ đến 20 giờ', en: '8:00 to 20:00' } },
})
