import { createChannels } from '../adapters.ts'
import type { ChannelFinding } from '../channels/channel.ts'
import { systemIds } from '../core/clock.ts'
import type { ChannelType } from '../core/message.ts'
import { readSecret } from '../secret-file.ts'
import type { CommandContext } from './command-context.ts'

/** What the platforms say of us. */
export interface ChannelState {
  channel: ChannelType
  /** Null: there are no settings for it. */
  findings: ChannelFinding[] | null
}

const PLATFORMS = ['telegram', 'zalo', 'messenger'] as const
/** What it finds is its result: nothing is logged or counted. */
const silent = { count: () => {}, alarm: () => {} }

/** Asks each platform that has settings; changes nothing there. */
export async function checkChannels(context: CommandContext): Promise<ChannelState[]> {
  const { config } = context
  const secret = readSecret(config.HOTLINE_SECRET, config.DATA_DIR, systemIds)
  const channels = await createChannels(config, { secret, redis: await context.redis(), observer: silent })
  const publicUrl = config.PUBLIC_URL ?? null
  const states = PLATFORMS.map(async (type): Promise<ChannelState> => {
    const channel = channels.get(type)
    const findings = channel === undefined ? null : ((await channel.examine?.({ publicUrl })) ?? [])
    await channel?.close()
    return { channel: type, findings }
  })
  return Promise.all(states)
}
