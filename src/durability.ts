import type { Redis } from './redis-connection.ts'

/** What a Redis can lose after it has said "stored". */
export interface Durability {
  /** Nothing, as far as its settings tell. */
  durable: boolean
  /** What is wrong and who must do what, in plain words; empty when durable. */
  problems: string[]
}

const ADVICE = {
  appendonly: 'appendonly is off: a restart loses what came since the last snapshot. Set `appendonly yes`.',
  appendfsync:
    'appendfsync is not `always`: a power cut can lose about a second of acknowledged writes. Set `appendfsync always`.',
  'maxmemory-policy':
    'maxmemory-policy may evict tips when memory is full. Set `maxmemory-policy noeviction`.',
} as const

/** Reads the server's settings. Where CONFIG is forbidden (managed Redis) it says that it cannot know. */
export async function readDurability(redis: Redis): Promise<Durability> {
  try {
    const settings = await redis.configGet(['appendonly', 'appendfsync', 'maxmemory-policy', 'maxmemory'])
    const problems: string[] = []
    if (settings['appendonly'] !== 'yes') problems.push(ADVICE.appendonly)
    else if (settings['appendfsync'] !== 'always') problems.push(ADVICE.appendfsync)
    if (settings['maxmemory'] !== '0' && settings['maxmemory-policy'] !== 'noeviction')
      problems.push(ADVICE['maxmemory-policy'])
    return { durable: problems.length === 0, problems }
  } catch {
    return {
      durable: false,
      problems: [
        'This Redis does not tell its settings (CONFIG is forbidden): ask its operator for append-only with fsync on every write.',
      ],
    }
  }
}
