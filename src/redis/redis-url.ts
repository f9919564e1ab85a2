import { AppError } from '../core/errors.ts'

export interface HostPort {
  host: string
  port: number
}

/** Who we are on the servers that hold data, and how we reach them. */
export interface Access {
  tls: boolean
  username?: string
  password?: string
  database: number
}

/** Where Redis is, as REDIS_URL says it. `replicas`: how many must have a write before it counts as stored. */
export type RedisAddress = { replicas: number; access: Access } & (
  | { kind: 'single'; at: HostPort | { path: string } }
  | { kind: 'sentinel'; sentinels: HostPort[]; name: string; sentinelPassword?: string }
  | { kind: 'cluster'; seeds: HostPort[] }
)

const DATA_PORT = 6_379
const SENTINEL_PORT = 26_379
const FORM = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@]*)@)?([^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/

/**
 * `redis://host:port/db`, `rediss://…`, `unix:///path`, `redis+sentinel://host:port,…/NAME/db`,
 * `redis+cluster://host:port,…`; `?replicas=N` on each, `?sentinelPassword=…` with Sentinels.
 * @throws AppError `config:invalid`, without the address: it may hold a password.
 */
export function parseRedisUrl(url: string): RedisAddress {
  if (url.startsWith('unix://')) return parseSocketUrl(url)
  const [, scheme, kind = 'single', who, hosts = '', path = '', query] = FORM.exec(url) ?? []
  if (scheme === undefined) throw wrongUrl('is not of a form that we know')
  const options = new URLSearchParams(query)
  const segments = path.split('/').filter((part) => part !== '')
  const name = kind === 'sentinel' ? segments.shift() : undefined
  const access = { ...credentials(who), tls: scheme === 'rediss', database: databaseOf(segments) }
  const shared = { access, replicas: replicasOf(options, kind === 'single' ? 0 : 1) }
  if (kind === 'cluster') return { ...shared, kind, seeds: hostsOf(hosts, DATA_PORT) }
  if (kind === 'single') return { ...shared, kind, at: onlyOne(hostsOf(hosts, DATA_PORT)) }
  if (name === undefined) throw wrongUrl('names no primary after the Sentinels: …/NAME')
  const sentinelPassword = options.get('sentinelPassword')
  const extra = sentinelPassword === null ? {} : { sentinelPassword }
  return { ...shared, ...extra, kind: 'sentinel', sentinels: hostsOf(hosts, SENTINEL_PORT), name }
}

function parseSocketUrl(url: string): RedisAddress {
  const [path = '', query] = url.slice('unix://'.length).split('?')
  if (path === '') throw wrongUrl('has no path of a socket')
  const access = { tls: false, database: 0 }
  return { kind: 'single', at: { path }, access, replicas: replicasOf(new URLSearchParams(query), 0) }
}

function credentials(who: string | undefined): { username?: string; password?: string } {
  if (who === undefined || who === '') return {}
  const [username = '', ...rest] = who.split(':')
  const password = rest.join(':')
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  }
}

function hostsOf(list: string, defaultPort: number): HostPort[] {
  return list.split(',').map((item) => {
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(item) ?? []
    const host = bracketed ?? plain
    if (host === undefined) throw wrongUrl('has a host that cannot be read')
    return { host, port: port === undefined ? defaultPort : Number(port) }
  })
}

function onlyOne([first, ...others]: HostPort[]): HostPort {
  if (first === undefined || others.length > 0)
    throw wrongUrl('has several hosts: redis+sentinel:// or redis+cluster://')
  return first
}

function databaseOf([segment = '0']: string[]): number {
  if (!/^\d{1,4}$/.test(segment)) throw wrongUrl('has a database that is no number')
  return Number(segment)
}

function replicasOf(options: URLSearchParams, usual: number): number {
  const given = options.get('replicas') ?? String(usual)
  if (!/^\d$/.test(given)) throw wrongUrl('has a number of replicas that is not 0 to 9')
  return Number(given)
}

function wrongUrl(what: string): AppError {
  return new AppError('config:invalid', { message: `REDIS_URL ${what}.` })
}
