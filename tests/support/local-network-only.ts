import net from 'node:net'

/** A test may talk to this machine only: any other connection attempt is a bug, and fails loudly. */
// oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const host = hostOf(args)
  if (host !== undefined && !isLoopback(host)) throw new Error(`tests may not connect to ${host}`)
  return Reflect.apply(connect, this, args)
} as typeof connect

function hostOf(args: unknown[]): string | undefined {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (typeof first !== 'object' || first === null || !('host' in first)) return undefined
  return typeof first.host === 'string' ? first.host : undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
