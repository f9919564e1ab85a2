import { batch, signal } from '@preact/signals'
import type { Clock } from '../../core/clock.ts'
import type { Me } from '../../triage/staff-api.ts'
import { type ConsoleClient, codeOf } from './console-client.ts'
import type { KeyRing } from './key-ring.ts'
import type { listenLive } from './live-events.ts'
import { signIn } from './sign-in.ts'
import { createTipList } from './tip-list.ts'
import { createTipOpener } from './tip-opener.ts'

export type LockReason = 'asked' | 'idle' | 'ended'

export interface ConsoleDeskNeeds {
  client: ConsoleClient
  keyRing: KeyRing
  listen: typeof listenLive
  clock: Clock
}

export type ConsoleDesk = ReturnType<typeof createConsoleDesk>

const RELISTEN_MS = 3_000
/** The server ends a session after 15 minutes without a request; somebody who reads or writes is still here. */
const STAY_EVERY_MS = 4 * 60_000

/** Who works here, and what the page knows while unlocked. Locking forgets everything but the name. */
export function createConsoleDesk(needs: ConsoleDeskNeeds) {
  const { client, keyRing, clock } = needs
  const me = signal<Me | null>(null)
  const lastName = signal('')
  const lockReason = signal<LockReason | null>(null)
  const peopleVersion = signal(0)
  const list = createTipList(client)
  const opener = createTipOpener({ client, keyRing, list, clock, readersOf })
  const line = createLine(needs, { item: list.receive, resync: () => void list.load(), people, ended })

  function readersOf(unit: string): string[] {
    const found = me.value?.units.find(({ id }) => id === unit)
    return [found?.recipient, found?.above].filter((one) => typeof one === 'string')
  }

  /** Signs in and opens the keys. @throws ConsoleError. */
  async function unlock(name: string, password: string): Promise<void> {
    const { me: signedIn, exportKey } = await signIn(client, name, password)
    await keyRing.unlock(exportKey, signedIn)
    batch(() => {
      me.value = signedIn
      lastName.value = signedIn.name
      lockReason.value = null
    })
    line.start()
  }

  async function lock(reason: LockReason): Promise<void> {
    if (me.value === null) return
    keyRing.lock()
    line.stop()
    batch(() => {
      opener.close()
      list.clear()
      me.value = null
      lockReason.value = reason
    })
    // The keys are gone already; a session that cannot be ended now ends by itself.
    if (reason !== 'ended') await client.logout().catch(() => {})
  }

  let stayedAt = clock.now()
  /** Somebody touched the page: tells the server now and then. */
  function stay(): void {
    if (me.value === null || clock.now() - stayedAt < STAY_EVERY_MS) return
    stayedAt = clock.now()
    client.me().catch(() => {})
  }

  function ended(): void {
    void lock('ended')
  }

  /** Somebody came or went; or the unit's key was handed to this very officer, or changed. */
  function people(): void {
    peopleVersion.value += 1
    if (me.value !== null) void takeKey()
  }

  async function takeKey(): Promise<void> {
    const now = await client.me().catch(() => null)
    if (now === null || now.unitKey === null || me.value === null) return
    if (now.unitKey === me.value.unitKey) return
    await keyRing.takeUnitKey(now.unitKey)
    me.value = now
  }

  return {
    client,
    keyRing,
    clock,
    me,
    lastName,
    lockReason,
    peopleVersion,
    connection: line.connection,
    unlock,
    lock,
    stay,
    ...list,
    ...opener,
  }
}

interface LineEvents {
  item: Parameters<typeof listenLive>[0]['item']
  people: () => void
  resync: () => void
  ended: () => void
}

/** The line to the server's events, taken up again when it breaks. */
function createLine({ client, listen }: Pick<ConsoleDeskNeeds, 'client' | 'listen'>, events: LineEvents) {
  const connection = signal<'live' | 'lost'>('live')
  let hangUp: (() => void) | null = null
  let again: ReturnType<typeof setTimeout> | undefined

  function start(): void {
    stop()
    hangUp = listen({
      item: events.item,
      people: events.people,
      resync: events.resync,
      signedOut: events.ended,
      refused: () => void askWhy(),
      connection: (state) => {
        connection.value = state
      },
    })
  }

  function stop(): void {
    hangUp?.()
    hangUp = null
    clearTimeout(again)
  }

  /** Signed out, or the server in trouble? */
  async function askWhy(): Promise<void> {
    const code = await client.me().then(() => null, codeOf)
    if (hangUp === null) return
    if (code === 'staff:signed_out') events.ended()
    else again = setTimeout(start, RELISTEN_MS)
  }

  return { connection, start, stop }
}
