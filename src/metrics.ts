import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Figures for operators (Prometheus). Labels are static words of ours: never an address, a text or a tip's id. */
export interface Metrics {
  registry: Registry
  /** Something happened once more. */
  happened(what: string): void
  /** Something that an operator must look at. */
  alarm(what: string): void
  /** A message was handled and stored. */
  handled(channel: string, ms: number): void
  /** A request was refused or failed. */
  failed(code: string): void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'antam_events_total',
    help: 'What happened',
    labelNames: ['what'],
    registers,
  })
  const alarms = new Counter({
    name: 'antam_alarms_total',
    help: 'What an operator must look at',
    labelNames: ['what'],
    registers,
  })
  const errors = new Counter({
    name: 'antam_errors_total',
    help: 'Requests refused or failed',
    labelNames: ['code'],
    registers,
  })
  const turns = new Histogram({
    name: 'antam_turn_seconds',
    help: 'From a message in to its durable commit',
    labelNames: ['channel'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  return {
    registry,
    happened: (what) => events.inc({ what }),
    alarm: (what) => alarms.inc({ what }),
    handled: (channel, ms) => turns.observe({ channel }, ms / 1_000),
    failed: (code) => errors.inc({ code }),
  }
}
