import { describe, expect, it } from 'vitest'
import { createShownUpload } from '../../src/web/chat/shown-upload.ts'

describe('shown upload', () => {
  it('counts all files of a tip as one way, and is silent again at its end', () => {
    const upload = createShownUpload()
    const seen: Array<number | null> = []
    const stop = upload.subscribe(() => seen.push(upload.read()))

    expect(upload.read()).toBeNull()
    upload.tell({ file: 0, files: 2, done: 1, total: 4 })
    upload.tell({ file: 0, files: 2, done: 4, total: 4 })
    upload.tell({ file: 1, files: 2, done: 1, total: 3 })
    upload.tell({ file: 1, files: 2, done: 3, total: 3 })
    stop()
    upload.tell({ file: 0, files: 1, done: 0, total: 0 })

    expect(seen).toEqual([12, 50, 66, null])
    expect(upload.read()).toBe(0)
  })
})
