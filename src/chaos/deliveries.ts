import { Agent, request } from 'undici'
import type { Bots } from './bots.ts'
import { type Chat, note } from './chat.ts'
import type { Draw } from './draw.ts'
import { pause } from './pause.ts'

/** How an attempt to deliver ended. `unopened`: no process took the connection. */
export type Attempt =
  | { type: 'taken' }
  | { type: 'failed'; status: number | 'late' | 'broken' }
  | { type: 'unopened' }

/** One webhook, and how its platform treats it. */
export interface Delivery {
  chat: Chat
  path: string
  body: string
  headers: (attempt: number) => Record<string, string>
  /** Deliveries of one queue wait for each other; null: this one waits for nobody. */
  queue: string | null
  /** Silence after which the platform gives an attempt up, ms. */
  deadlineMs: number
  /** The pause before the next attempt, ms; null: no further one. */
  retryAfter: (attempt: number, ended: Attempt) => number | null
}

/** Brings webhooks to the processes as a load balancer does: any that takes the connection. */
export interface Deliveries {
  send: (delivery: Delivery) => void
  /** Resolves when nothing is on its way any more. */
  settled: () => Promise<void>
  figures: {
    attempts: number
    failures: number
    givenUp: number
    repeated: number
    /** Failures by status; `late`: no answer in time, `broken`: the connection ended, `unopened`: nobody took it. */
    statuses: Record<string, number>
  }
  close: () => Promise<void>
}

interface Offer {
  delivery: Delivery
  attempt: number
  /** It was taken before and comes again. */
  isRepeated: boolean
}

interface DeliveryNeeds {
  bots: Bots
  draw: Draw
  /** Share of taken deliveries that come once more. */
  duplicates: number
  /** Told when a process has been given a message, before it answers. */
  onGiven: (bot: number) => void
}

/** @see Deliveries */
export function createDeliveries({ bots, draw, duplicates, onGiven }: DeliveryNeeds): Deliveries {
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 20_000 })
  const queues = new Map<string, Promise<void>>()
  const figures: Deliveries['figures'] = { attempts: 0, failures: 0, givenUp: 0, repeated: 0, statuses: {} }
  let underWay = 0

  function send(delivery: Delivery): void {
    const before = delivery.queue === null ? undefined : queues.get(delivery.queue)
    underWay += 1
    const done = (before ?? Promise.resolve()).then(() => deliver(delivery)).finally(() => (underWay -= 1))
    if (delivery.queue !== null) queues.set(delivery.queue, done)
  }

  async function deliver(delivery: Delivery): Promise<void> {
    await pause(draw.between(0, 25))
    for (let attempt = 0; ; attempt += 1) {
      const ended = await attemptOnce(delivery, attempt)
      if (ended.type === 'taken') return repeatPerhaps(delivery)
      figures.failures += 1
      const status = ended.type === 'failed' ? ended.status : 'unopened'
      figures.statuses[status] = (figures.statuses[status] ?? 0) + 1
      const wait = delivery.retryAfter(attempt, ended)
      note(
        delivery.chat,
        `  delivery ${ended.type} ${'status' in ended ? ended.status : ''} → ${wait ?? 'given up'}`,
      )
      if (wait === null) {
        figures.givenUp += 1
        return
      }
      await pause(wait)
    }
  }

  /** An update that was taken comes again: the platform did not see our 200. */
  function repeatPerhaps(delivery: Delivery): void {
    if (!draw.chance(duplicates)) return
    underWay += 1
    figures.repeated += 1
    const again = pause(draw.between(20, 8_000)).then(() => attemptOnce(delivery, 0, true))
    void again.finally(() => (underWay -= 1))
  }

  async function attemptOnce(delivery: Delivery, attempt: number, isRepeated = false): Promise<Attempt> {
    figures.attempts += 1
    const first = draw.below(bots.count)
    for (let at = 0; at < bots.count; at += 1) {
      const bot = (first + at) % bots.count
      const ended = await offer({ delivery, attempt, isRepeated }, bot)
      if (ended.type !== 'unopened') return ended
    }
    return { type: 'unopened' }
  }

  async function offer({ delivery, attempt, isRepeated }: Offer, bot: number): Promise<Attempt> {
    if (!bots.isListening(bot)) return { type: 'unopened' }
    delivery.chat.takenBy = bot
    note(delivery.chat, `  given to [${bot}]${isRepeated ? ' once more' : ''}`)
    onGiven(bot)
    try {
      const answer = await request(`http://127.0.0.1:${bots.port(bot)}${delivery.path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...delivery.headers(attempt) },
        body: delivery.body,
        dispatcher: agent,
        signal: AbortSignal.timeout(delivery.deadlineMs),
      })
      await answer.body.dump()
      const taken = answer.statusCode >= 200 && answer.statusCode < 300
      return taken ? { type: 'taken' } : { type: 'failed', status: answer.statusCode }
    } catch (error) {
      return isRefused(error)
        ? { type: 'unopened' }
        : { type: 'failed', status: isLate(error) ? 'late' : 'broken' }
    }
  }

  async function settled(): Promise<void> {
    while (underWay > 0) await pause(50)
  }

  return { send, settled, figures, close: () => agent.destroy() }
}

function isLate(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}
