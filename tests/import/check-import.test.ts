import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findLostWords } from '../../src/import/check-import.ts'
import { saveDocument } from '../../src/import/save-document.ts'

describe('findLostWords', () => {
  const lines = [
    { number: 1, text: 'Điều 1. Người nghiện được hỗ trợ', notes: ['Sửa đổi năm 2026.'] },
    { number: 2, text: '24 tháng, 24 tháng.' },
  ]

  it('finds nothing where every word stands somewhere', () => {
    const markdown = ['### Điều 1. Người nghiện được hỗ trợ', '24 tháng,', 'Xem thêm: Sửa đổi năm 2026.']

    expect(findLostWords(lines, [{ line: 2, text: '24 tháng.', why: 'x' }], markdown)).toEqual([])
  })

  it('finds a word that stands once where it stood twice, and a lost footnote', () => {
    expect(findLostWords(lines, [], ['Điều 1. Người nghiện được hỗ trợ 24 tháng'])).toEqual([
      'sửa',
      'đổi',
      'năm',
      '2026',
      '24',
      'tháng',
    ])
  })
})

describe('saveDocument', () => {
  it('leaves nothing behind when it cannot write, and the old text whole', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'an-tam-save-'))
    try {
      await mkdir(join(dir, 'a.md'))
      await writeFile(join(dir, 'b.md'), 'cũ')

      await expect(saveDocument(join(dir, 'a.md'), 'mới')).rejects.toThrow('EISDIR')
      await saveDocument(join(dir, 'b.md'), 'mới')
      expect(await readdir(dir)).toEqual(['a.md', 'b.md'])
      expect(await readFile(join(dir, 'b.md'), 'utf8')).toBe('mới')
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})
