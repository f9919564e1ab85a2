import { createClient } from 'redis'
import type { PeerReply } from './peer-replies.ts'

/** What the peers of `turn` that remember have in common, whatever their framework. */

/** What a bot learns of itself when it starts; it plays no part in a turn. */
export const botInfo = {
  id: 1,
  is_bot: true as const,
  first_name: 'Bench',
  username: 'bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
}

/** What `turn` starts each peer with. */
export function peerArguments(): { apiRoot: string; redisUrl: string; hookSecret: string } {
  const [platformPort = '', redisUrl = '', hookSecret = ''] = process.argv.slice(2)
  return { apiRoot: `http://127.0.0.1:${platformPort}`, redisUrl, hookSecret }
}

/** What a peer remembers of each chat: JSON in Redis, in clear. */
export async function openPeerStates<State>(redisUrl: string, prefix: string) {
  const path = redisUrl.replace('unix://', '')
  const redis = await createClient({ socket: { path, tls: false } }).connect()
  return {
    read: async (key: string): Promise<State | undefined> => {
      const found = await redis.get(`${prefix}:${key}`)
      return found === null ? undefined : JSON.parse(found)
    },
    write: async (key: string, state: State): Promise<void> => {
      await redis.set(`${prefix}:${key}`, JSON.stringify(state))
    },
    delete: async (key: string): Promise<void> => {
      await redis.del(`${prefix}:${key}`)
    },
  }
}

/** As far as a framework's context sends. */
interface Replying {
  reply: (text: string, other: Omit<PeerReply, 'text'>) => Promise<unknown>
}

/** Sends one after another, as we do. */
export async function say(ctx: Replying, ...replies: readonly PeerReply[]): Promise<void> {
  for (const { text, ...other } of replies) await ctx.reply(text, other)
}
