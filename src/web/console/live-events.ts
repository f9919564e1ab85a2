import { ItemEvent } from '../../triage/staff-api.ts'
import type { TriageItem } from '../../triage/triage-item.ts'

export interface LiveListener {
  item(item: TriageItem): void
  people(): void
  /** Some changes may have been missed. */
  resync(): void
  /** The session is over. */
  signedOut(): void
  /** The server refused to talk; the browser will not try again by itself. */
  refused(): void
  connection(state: 'live' | 'lost'): void
}

/** Listens to the server's events; the browser reconnects by itself. Returns what ends it. */
export function listenLive(listener: LiveListener, url = './api/events'): () => void {
  const source = new EventSource(url)
  source.addEventListener('open', () => listener.connection('live'))
  source.addEventListener('error', () => {
    listener.connection('lost')
    if (source.readyState === EventSource.CLOSED) listener.refused()
  })
  source.addEventListener('resync', () => listener.resync())
  source.addEventListener('people', () => listener.people())
  source.addEventListener('signed_out', () => listener.signedOut())
  source.addEventListener('item', (event: MessageEvent<string>) => {
    const item = ItemEvent.safeParse(JSON.parse(event.data))
    if (item.success) listener.item(item.data)
    else listener.resync()
  })
  return () => source.close()
}
