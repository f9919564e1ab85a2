import { describe, expect, it } from 'vitest'
import { tipCategories } from '../../src/core/tip.ts'
import { loadDeployment, requireDeployment } from '../../src/deployment-file.ts'
import { informedBy, routeTip } from '../../src/tips/route-tip.ts'
import { sampleDeployment } from '../support/sample-deployment.ts'

describe('the route of a tip', async () => {
  const inland = await requireDeployment('config/long-bien.yaml')
  const atBorder = await requireDeployment('config/dong-thap.yaml')

  it.each([
    ['selling', 'phuong-bo-de', 'ca-phuong-bo-de'],
    ['house', 'phuong-bo-de', 'ca-phuong-bo-de'],
    ['minors', 'phuong-viet-hung', 'ca-phuong-viet-hung'],
    ['selling', 'unknown', 'pc04-ha-noi'],
    ['making', 'phuong-bo-de', 'pc04-ha-noi'],
    ['border', 'phuong-bo-de', 'pc04-ha-noi'],
    ['precursors', 'phuong-bo-de', 'pc04-ha-noi'],
  ] as const)('of %s in %s leads to %s', (category, ward, unit) => {
    expect(routeTip(inland, category, ward).id).toBe(unit)
  })

  it.each([
    ['border', 'xa-thuong-phuoc', 'bien-phong-dong-thap'],
    ['border', 'phuong-sa-dec', 'pc04-dong-thap'],
    ['border', 'unknown', 'pc04-dong-thap'],
    ['selling', 'xa-thuong-phuoc', 'ca-xa-thuong-phuoc'],
  ] as const)('of %s in %s of a province at the border leads to %s', (category, ward, unit) => {
    expect(routeTip(atBorder, category, ward).id).toBe(unit)
  })

  it('always ends at a unit of the deployment', () => {
    for (const deployment of [inland, atBorder, sampleDeployment()]) {
      for (const ward of [...deployment.wards.map((one) => one.code), 'unknown'])
        for (const category of tipCategories)
          expect(deployment.units).toContain(routeTip(deployment, category, ward))
    }
  })

  it('reminds the officer whom to tell where a plan says so, and nobody else', () => {
    expect(informedBy(inland, 'school')).toEqual([
      'Phòng Văn hóa – Xã hội của phường (thay Phòng Giáo dục và Đào tạo) và nhà trường (Kế hoạch 265/KH-UBND quận Long Biên năm 2023, mục V.5)',
    ])
    expect(informedBy(atBorder, 'growing')).toHaveLength(1)
    expect(informedBy(inland, 'selling')).toEqual([])
  })

  it('comes from files without a mistake', async () => {
    const { problems } = await loadDeployment('config/dong-thap.yaml')

    expect(problems).toEqual([])
  })
})
