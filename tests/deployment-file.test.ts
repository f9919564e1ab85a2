import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDeployment, loadDeployment, requireDeployment } from '../src/deployment-file.ts'

const real = 'config/long-bien.yaml'

describe('deployment-file', () => {
  let dir: string
  let text: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'antam-deployment-'))
    text = await readFile(real, 'utf8')
  })
  afterAll(() => rm(dir, { recursive: true, force: true }))

  async function problemsWith(change: (yaml: string) => string) {
    const file = join(dir, 'changed.yaml')
    const changed = change(text)
    expect(changed).not.toBe(text)
    await writeFile(file, changed)
    const problems = await checkDeployment(file, Date.parse('2026-11-22'))
    return problems.map((problem) => ({
      says: problem.message,
      line: changed.split('\n')[problem.line - 1]?.trim() ?? '',
    }))
  }

  it('loads the deployment of Long Biên without a problem', async () => {
    expect((await loadDeployment(real, Date.parse('2026-11-22'))).problems).toEqual([])
    const deployment = await requireDeployment(real)

    expect(deployment.wards.map((ward) => ward.name)).toEqual([
      'Phường Long Biên',
      'Phường Bồ Đề',
      'Phường Việt Hưng',
      'Phường Phúc Lợi',
    ])
    expect(deployment.units.filter((unit) => unit.above === null).map((unit) => unit.id)).toEqual([
      'pc04-ha-noi',
    ])
  })

  it.each<[string, string[]]>([
    ['Cự Khối', ['phuong-long-bien']],
    ['Thạch Bàn', ['phuong-long-bien']],
    ['Phúc Đồng', ['phuong-long-bien', 'phuong-phuc-loi']],
    ['Bồ Đề', ['phuong-long-bien', 'phuong-bo-de']],
    ['Gia Thụy', ['phuong-long-bien', 'phuong-bo-de', 'phuong-viet-hung']],
    ['Ngọc Lâm', ['phuong-bo-de']],
    ['Ngọc Thụy', ['phuong-bo-de']],
    ['Thượng Thanh', ['phuong-bo-de', 'phuong-viet-hung']],
    ['Đức Giang', ['phuong-viet-hung']],
    ['Giang Biên', ['phuong-viet-hung']],
    ['Việt Hưng', ['phuong-viet-hung', 'phuong-phuc-loi']],
    ['Phúc Lợi', ['phuong-phuc-loi']],
  ])('knows where the former ward %s is today', async (former, today) => {
    const { wards } = await requireDeployment(real)
    const owners = wards.filter((ward) => ward.aliases.includes(former) || ward.name === `Phường ${former}`)

    expect(owners.map((ward) => ward.code)).toEqual(today)
  })

  it('says in which line a name points to nothing', async () => {
    expect(await problemsWith((yaml) => yaml.replace('unit: ca-phuong-bo-de', 'unit: ca-bo-de'))).toEqual([
      { says: 'there is no unit "ca-bo-de"', line: 'unit: ca-bo-de' },
    ])
    expect(await problemsWith((yaml) => yaml.replace('above: pc04-ha-noi', 'above: pc99'))).toEqual([
      { says: 'there is no unit "pc99"', line: 'above: pc99' },
    ])
    expect(
      await problemsWith((yaml) => yaml.replace('defaultUnit: pc04-ha-noi', 'defaultUnit: nobody')),
    ).toEqual([{ says: 'there is no unit "nobody"', line: 'defaultUnit: nobody' }])
    expect(await problemsWith((yaml) => yaml.replace('category: making', 'category: cooking'))).toEqual([
      { says: 'there is no category "cooking"; see config/README.md', line: '- category: cooking' },
    ])
  })

  it('refuses units above themselves, names that stand twice, missing hotlines, keys that are none', async () => {
    const circle = await problemsWith((yaml) => yaml.replace('above: null', 'above: ca-phuong-bo-de'))
    expect(circle[0]?.says).toContain('would be above itself')
    expect(
      await problemsWith((yaml) => yaml.replace('code: phuong-bo-de', 'code: phuong-long-bien')),
    ).toEqual([{ says: '"phuong-long-bien" stands here twice', line: '- code: phuong-long-bien' }])
    expect(await problemsWith((yaml) => yaml.replace('id: rescue', 'id: boats'))).toEqual([
      { says: 'the hotline "rescue" is missing; the replies to danger name it', line: 'hotlines:' },
    ])
    const badKey = (yaml: string) => yaml.replace('above: null', 'above: null\n    recipients: [age1abc]')
    expect((await problemsWith(badKey))[0]?.says).toBe('this is not an age public key')
  })

  it('reports typing slips in keys and YAML with their line', async () => {
    const slip = await problemsWith((yaml) => yaml.replace('defaultUnit:', 'defaultunit:'))
    expect(slip.map((problem) => problem.line)).toContain('defaultunit: pc04-ha-noi')
    expect(await problemsWith((yaml) => `${yaml}\n  - [`)).not.toEqual([])
  })

  it('points out a number that nobody checked for a year, and starts nevertheless', async () => {
    const file = join(dir, 'old.yaml')
    await writeFile(file, text.replace('verified: 2026-11-21', 'verified: 2025-01-02'))

    expect(await checkDeployment(file, Date.parse('2026-11-22'))).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('2025-01-02') },
    ])
    expect((await requireDeployment(file)).id).toBe('long-bien')
  })

  it('refuses to start with a list of what is wrong', async () => {
    const file = join(dir, 'wrong.yaml')
    await writeFile(
      file,
      text.replace('unit: ca-phuong-bo-de', 'unit: x').replace('category: making', 'category: y'),
    )

    await expect(requireDeployment(file)).rejects.toMatchObject({
      code: 'config:invalid',
      message: expect.stringMatching(/:\d+: error: .*\n.*:\d+: error: /),
    })
  })

  it('names mistakes of what goes to the border guard and of whom the officer tells', async () => {
    const problems = await problemsWith((yaml) =>
      yaml
        .replace('    name: Phường Bồ Đề\n', '    name: Phường Bồ Đề\n    border: true\n')
        .replace('  - categories: [precursors]', '  - categories: [precursor]'),
    )

    expect(problems).toEqual([
      { says: 'a ward at the border needs "borderGuard" beside it', line: 'border: true' },
      {
        says: 'there is no category "precursor"; see config/README.md',
        line: '- categories: [precursor]',
      },
    ])
  })

  it('names a border guard that is no unit or has no ward', async () => {
    const problems = await problemsWith((yaml) =>
      yaml.replace('\nrouting:', '\nborderGuard:\n  unit: bien-phong\n  categories: [border]\n\nrouting:'),
    )

    expect(problems.map(({ says }) => says).toSorted()).toEqual([
      'no ward has "border: true", so it takes nothing',
      'there is no unit "bien-phong"',
    ])
  })
})
