import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requireDeployment } from '../../../src/deployment-file.ts'
import { indexPlaces } from '../../../src/engine/places.ts'
import { readTelling } from '../../../src/engine/telling/read-telling.ts'

const NOW = Date.parse('2026-11-21T08:00:00Z')
const places = indexPlaces(await requireDeployment('config/long-bien.yaml'))
const read = (told: string) => readTelling(told, places, NOW)

describe('a telling taken apart', () => {
  it('gives each part in the words of the person', () => {
    expect(read('Tối qua 9h có 2 thanh niên đi SH trắng 29H1-234.56 bán ke ở đối diện chợ Ngọc Lâm')).toEqual(
      {
        category: 'selling',
        place: { ward: 'phuong-bo-de', text: 'đối diện chợ Ngọc Lâm' },
        when: {
          text: 'Tối qua 9h',
          from: '2026-11-20T14:00:00.000Z',
          to: '2026-11-20T15:00:00.000Z',
        },
        people: '2 thanh niên',
        vehicles: 'SH trắng 29H1-234.56',
        substances: 'ke',
        stillGoing: null,
        danger: null,
      },
    )
  })

  it('gives nothing where the words tell nothing', () => {
    expect(read('alo có ai không ạ')).toEqual({
      category: null,
      place: null,
      when: null,
      people: null,
      vehicles: null,
      substances: null,
      stillGoing: null,
      danger: null,
    })
  })

  it.each([
    ['nó cầm dao đuổi người ở ngõ 5', 'yes'],
    ['họ ngồi uống trà ở ngõ 5', null],
  ])('of "%s" tells danger: %s', (told, danger) => {
    expect(read(told).danger).toBe(danger)
  })

  it.each([
    ['đêm nào cũng tụ tập', 'yes'],
    ['tuần trước có bán, giờ dọn đi rồi', 'no'],
    ['hôm 3/11 có một lần', null],
  ])('of "%s" tells whether it goes on: %s', (told, stillGoing) => {
    expect(read(told).stillGoing).toBe(stillGoing)
  })

  it.each([
    ['xe biển đuôi 678', 'đuôi 678'],
    ['đi wave đỏ bks 29X1 12345', '29X1'],
    ['oto 7 cho mau den 30A-123.45', '30A-123.45'],
  ])('finds the plate in "%s"', (told, plate) => {
    expect(read(told).vehicles).toContain(plate)
  })

  it('leaves the ward open where several share the name', () => {
    expect(read('bán ma túy ở ngõ 8 Gia Thụy').place).toEqual({ ward: 'unknown', text: 'ngõ 8 Gia Thụy' })
  })

  it('bears any text', () => {
    const words = [
      'ngõ',
      '12/3',
      'tối',
      'nào',
      'cũng',
      'Bồ',
      'Đề',
      '29H1',
      '-',
      ',',
      '“',
      'chợ',
      'ở',
      '\ud800',
      'İ',
      'đ',
    ]
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...words)).map((list) => list.join(' ')),
        ),
        (told) => {
          const { place, when } = read(told)
          expect(place === null || place.text.length <= told.normalize('NFC').length + 20).toBe(true)
          expect(when === null || when.text.length > 0).toBe(true)
        },
      ),
      { numRuns: 300, seed: 20261122 },
    )
  })

  it.each(['ở ', '1 ', 'ngõ 12/', 'tối nào ', 'xe ', 'a', 'Anh ', '29H1-'])(
    'reads 4,000 characters of "%s" at once',
    (part) => {
      const before = process.cpuUsage()
      read(part.repeat(Math.ceil(4_000 / part.length)).slice(0, 4_000))
      const { user } = process.cpuUsage(before)

      expect(user / 1_000).toBeLessThan(1_500)
    },
  )
})
