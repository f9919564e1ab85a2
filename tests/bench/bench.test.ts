import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { median, percentile, rounded } from '../../src/bench/bench-report.ts'
import { cpuTimeMs } from '../../src/bench/cpu-time.ts'
import { limitToShare } from '../../src/bench/duty-cycle.ts'
import { createFrameReader, type HttpFrame } from '../../src/bench/http-frames.ts'

describe('bench', () => {
  it('cuts a stream into messages wherever the chunks end', () => {
    const stream =
      'POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'
    for (let size = 1; size <= stream.length; size += 1) {
      const frames: HttpFrame[] = []
      const read = createFrameReader((frame) => frames.push(frame))

      for (let at = 0; at < stream.length; at += size) read(Buffer.from(stream.slice(at, at + size)))

      expect(frames.map((frame) => frame.body)).toEqual(['abc', ''])
      expect(frames[1]?.head).toMatch(/^HTTP\/1.1 200/)
    }
  })

  it('knows its statistics', () => {
    expect(percentile([1, 2, 3, 4], 0.99)).toBe(4)
    expect(percentile([], 0.5)).toBeNaN()
    expect(median([3, 1, 2])).toBe(2)
    expect(rounded(1.2345)).toBe(1.23)
  })

  it('lets a process run for its share of the time only, and then goes on', async () => {
    const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
    try {
      const lift = limitToShare([busy.pid], 0.2)
      await new Promise((resolve) => setTimeout(resolve, 400))
      const before = cpuTimeMs(busy.pid)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      const used = cpuTimeMs(busy.pid) - before
      lift()

      expect(used).toBeLessThan(500)
      const after = cpuTimeMs(busy.pid)
      await expect.poll(() => cpuTimeMs(busy.pid) - after, { timeout: 5_000 }).toBeGreaterThan(100)
    } finally {
      busy.kill('SIGKILL')
    }
  })

  it('reads the processor time of a process, or says that it cannot', () => {
    expect(cpuTimeMs(process.pid)).not.toBeLessThan(0)
    expect(cpuTimeMs(undefined)).toBeNaN()
  })
})
