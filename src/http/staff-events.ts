import type { RequestHandler, Response } from 'express'
import type { Deployment } from '../core/deployment.ts'
import { AppError } from '../core/errors.ts'
import type { Officer } from '../triage/officer.ts'
import { mayAct } from '../triage/permissions.ts'
import type { Change, ChangeFeed } from '../triage/triage-store.ts'
import type { StaffSessions } from './staff-session.ts'

export interface StaffEventsNeeds {
  sessions: Pick<StaffSessions, 'listener'>
  feed: Pick<ChangeFeed, 'subscribe'>
  deployment: Deployment
  /** How often the page hears that the line stands, and the session is looked at again. Default 10 s. */
  heartbeatMs?: number
}

/**
 * Server-sent events: `item` (a tip came or changed; the item's JSON), `people`, `resync` (read everything again),
 * `signed_out` (the last one). Listening does not keep a session alive.
 */
export function createStaffEvents(needs: StaffEventsNeeds): RequestHandler {
  const { sessions, feed, deployment, heartbeatMs = 10_000 } = needs
  return async function staffEvents(request, response) {
    const officer = await sessions.listener(request)
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
    send(response, 'resync', '{}')
    const unsubscribe = feed.subscribe((change) => tell(response, officer, change, deployment))
    const timer = setInterval(() => {
      void beat(response, sessions.listener(request))
    }, heartbeatMs)
    response.on('close', () => {
      clearInterval(timer)
      unsubscribe()
    })
  }
}

/** A store that is away is no reason to send an officer out; a session that is over is. */
async function beat(response: Response, look: Promise<Officer>): Promise<void> {
  const isOver = await look.then(
    () => false,
    (error: unknown) => error instanceof AppError && error.code === 'staff:signed_out',
  )
  if (response.writableEnded) return
  if (isOver) response.end('event: signed_out\ndata: {}\n\n')
  else response.write(': here\n\n')
}

function tell(response: Response, officer: Officer, change: Change, deployment: Deployment): void {
  if (change.type === 'resync') return send(response, 'resync', '{}')
  if (change.type === 'people') {
    if (mayAct(officer, 'see_people', change.unit, deployment) || officer.unit === change.unit)
      send(response, 'people', '{}')
    return
  }
  if (mayAct(officer, 'list_items', change.item.unit, deployment))
    send(response, 'item', JSON.stringify(change.item))
}

function send(response: Response, event: string, data: string): void {
  if (!response.writableEnded) response.write(`event: ${event}\ndata: ${data}\n\n`)
}
