import type { Channel, ChannelFinding } from './channels/channel.ts'
import type { ChannelType } from './core/message.ts'
import type { Observer } from './core/observer.ts'
import { errorFields, type Logger } from './logger.ts'

export interface TendNeeds {
  channels: ReadonlyMap<ChannelType, Channel>
  publicUrl: string | null
  observer: Observer
  log: Logger
  /** Between two looks; tests take shorter ones. */
  pauseMs?: { well: number; ill: number }
}

const PAUSE_MS = { well: 300_000, ill: 30_000 }
/** A platform that is silent must not keep the web chat from starting. */
const START_WITHIN_MS = 3_000

/**
 * Registers with each platform, then looks every few minutes whether all is still in order there, and mends what it
 * can. Whatever a platform's state, the rest of the hotline runs.
 */
export function createChannelTending(needs: TendNeeds): { start(): Promise<void>; stop(): void } {
  const { observer, publicUrl } = needs
  const pauseMs = needs.pauseMs ?? PAUSE_MS
  const timers = new Map<Channel, NodeJS.Timeout>()
  const known = new Map<Channel, ReadonlySet<string>>()
  const unprepared = new Set<Channel>()
  let stopped = false

  async function start(): Promise<void> {
    const tended = [...needs.channels.values()].map((channel) => tend(channel, true, pauseMs.ill))
    let timer: NodeJS.Timeout | undefined
    const enough = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, START_WITHIN_MS)
    })
    await Promise.race([Promise.all(tended), enough])
    clearTimeout(timer)
  }

  /** `illMs`: the pause after this look, should something be wrong; it doubles, so that logs stay readable. */
  async function tend(channel: Channel, prepareFirst: boolean, illMs: number): Promise<void> {
    const prepared = !prepareFirst || (await prepare(channel))
    const findings = await examine(channel)
    if (prepared && findings.some((finding) => finding.mendable)) await prepare(channel)
    if (stopped) return
    const well = prepared && findings.length === 0
    const next = well ? pauseMs.ill : Math.min(illMs * 2, pauseMs.well)
    const again = () => void tend(channel, unprepared.has(channel), next)
    timers.set(channel, setTimeout(again, well ? pauseMs.well : illMs).unref())
  }

  async function prepare(channel: Channel): Promise<boolean> {
    try {
      await channel.prepare?.({ publicUrl })
      unprepared.delete(channel)
      return true
    } catch (error) {
      if (!stopped && !unprepared.has(channel)) observer.alarm(`${channel.type}_not_prepared`, error)
      unprepared.add(channel)
      return false
    }
  }

  async function examine(channel: Channel): Promise<ChannelFinding[]> {
    try {
      const findings = (await channel.examine?.({ publicUrl })) ?? []
      const before = known.get(channel)
      known.set(channel, new Set(findings.map(({ name }) => name)))
      const news = findings.filter(({ name }) => !before?.has(name))
      if (!stopped) for (const finding of news) report(channel, finding)
      return findings
    } catch (error) {
      needs.log.error('a channel cannot be examined', { channel: channel.type, ...errorFields(error) })
      return []
    }
  }

  /** Once for each state that begins, however long it lasts. */
  function report(channel: Channel, { level, name, text }: ChannelFinding): void {
    if (level === 'bad') observer.alarm(name)
    else observer.count(name)
    needs.log.warn('a platform needs somebody', { channel: channel.type, finding: name, todo: text })
  }

  function stop(): void {
    stopped = true
    for (const timer of timers.values()) clearTimeout(timer)
  }

  return { start, stop }
}
