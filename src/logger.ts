import { pino } from 'pino'

/** Fields that operators may see. Nothing a contact wrote, no address, no key: the type keeps them out. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** A log with static texts; what varies goes into fields. */
export interface Logger {
  debug(text: string, fields?: LogFields): void
  info(text: string, fields?: LogFields): void
  warn(text: string, fields?: LogFields): void
  error(text: string, fields?: LogFields): void
}

/** Writes JSON lines to standard error, so that standard output stays a command's own. */
export function createLogger(level: string): Logger {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
  return {
    debug: (text, fields = {}) => log.debug(fields, text),
    info: (text, fields = {}) => log.info(fields, text),
    warn: (text, fields = {}) => log.warn(fields, text),
    error: (text, fields = {}) => log.error(fields, text),
  }
}

/** What may be said of an unknown error: its class and our code, never its message or stack's first line. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    error: error.name,
    code,
    at: error.stack
      ?.split('\n')[1]
      ?.trim()
      .replace(/\(?(file:\/\/)?\/.*\/(src|dist|node_modules)\//, '$2/'),
  }
}
