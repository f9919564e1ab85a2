import { createHash } from 'node:crypto'
import { z } from 'zod'
import { monotonicMs } from '../core/clock.ts'
import { type Chat, type Option, openChat, showIn } from './chat.ts'
import type { Attempt, Deliveries, Delivery } from './deliveries.ts'
import type { Draw } from './draw.ts'
import type { Messenger } from './messenger.ts'
import type { PlatformAnswer, PlatformApi, PlatformCall } from './platform-server.ts'

/** A Zalo Official Account: the OA API and OAuth for the processes, the app for the people. */
export interface ZaloPlatform extends Messenger {
  api: PlatformApi
}

export const zaloIdentity = {
  appId: '360846524940903967',
  appSecret: 'app-secret-of-the-chaos-run',
  oaId: '388613280878808645',
  oaSecret: 'oa-secret-of-the-chaos-run',
  refreshToken: 'refresh-0',
} as const

const Send = z.object({
  recipient: z.object({ user_id: z.string() }),
  message: z.object({
    text: z.string(),
    attachment: z
      .object({
        payload: z.object({
          buttons: z.array(z.object({ title: z.string(), type: z.string(), payload: z.unknown() })),
        }),
      })
      .optional(),
  }),
})

const MAX_TEXT = 2_000
const DEADLINE_MS = 2_000
/** The documented ladder is 30 s, 5, 15, 30 and 60 min; here it is as much shorter as people are quicker. */
const LADDER_MS = [1_000, 4_000, 8_000, 15_000, 30_000]
/** Only failed connections are documented to be tried again; a slow or wrong answer perhaps. */
const RETRIES_OTHERS = 0.5
const FIRST_USER = 240_000_000_000

/** @see ZaloPlatform */
export function createZaloPlatform(needs: { deliveries: () => Deliveries; draw: Draw }): ZaloPlatform {
  const chats = new Map<string, Chat>()
  const tokens = createTokens()
  let msgId = 0

  function run(call: PlatformCall, answerLost: boolean): PlatformAnswer {
    if (call.path === '/v4/oa/access_token') return ok(tokens.rotate(call))
    if (!call.path.startsWith('/v3.0/oa/message/')) return { status: 404, body: '{}' }
    if (!tokens.isValid(call)) return ok({ error: -216, message: 'Access token is invalid' })
    return ok(show(Send.parse(JSON.parse(call.body)), call.bot, answerLost))
  }

  function show(send: z.infer<typeof Send>, bot: number, answerLost: boolean): object {
    const { text, attachment } = send.message
    const chat = chats.get(send.recipient.user_id)
    if (chat === undefined) return { error: -201, message: 'user_id is invalid' }
    if (text.length > MAX_TEXT) return { error: -210, message: 'text too long' }
    const options = optionsOf(text, attachment?.payload.buttons ?? [])
    showIn(chat, { text, options, at: monotonicMs(), bot, answerLost })
    const quota = { quota_type: 'reply', remain: 8, total: 8 }
    const data = { message_id: `m${chat.shown.length}`, user_id: chat.id, quota }
    return { error: 0, message: 'Success', data }
  }

  function open(person: number): Chat {
    const chat = openChat('zalo', String(FIRST_USER + person))
    chats.set(chat.id, chat)
    return chat
  }

  function write(chat: Chat, text: string): void {
    msgId += 1
    const timestamp = String(1_780_000_000_000 + msgId)
    const body = JSON.stringify({
      app_id: zaloIdentity.appId,
      sender: { id: chat.id },
      user_id_by_app: `5${chat.id}`,
      recipient: { id: zaloIdentity.oaId },
      event_name: 'user_send_text',
      message: { text, msg_id: `msg-${msgId}` },
      timestamp,
    })
    needs.deliveries().send(toDelivery(chat, body, timestamp, needs.draw))
  }

  const isSend = (call: PlatformCall) => call.path.startsWith('/v3.0/oa/message/')
  return {
    ...{ open, write, start: (chat) => write(chat, 'chào bạn') },
    press: (chat, option) => write(chat, option.data ?? option.title),
    api: { isSend, run, throttled: () => ok({ error: -32, message: 'call limit' }) },
  }
}

/** Zalo promises no order: nothing waits for anything. */
function toDelivery(chat: Chat, body: string, timestamp: string, draw: Draw): Delivery {
  const mac = signZalo(body, timestamp)
  return {
    ...{ chat, body, path: '/webhooks/zalo', queue: null, deadlineMs: DEADLINE_MS },
    headers: (attempt) => ({
      'x-zevent-signature': `mac=${mac}`,
      ...(attempt > 0 ? { num_retry: String(attempt) } : {}),
    }),
    retryAfter: (attempt, ended) => (isTriedAgain(ended, draw) ? (LADDER_MS[attempt] ?? null) : null),
  }
}

function isTriedAgain(ended: Attempt, draw: Draw): boolean {
  return ended.type === 'unopened' || draw.chance(RETRIES_OTHERS)
}

/** Over the bytes as they travel, whatever they are. */
export function signZalo(body: string | Buffer, timestamp: string): string {
  const { appId, oaSecret } = zaloIdentity
  return createHash('sha256').update(appId).update(body).update(timestamp).update(oaSecret).digest('hex')
}

/** Single-use refresh tokens: a refresh kills the pair before. */
function createTokens() {
  let refresh: string = zaloIdentity.refreshToken
  let access = ''
  let rotations = 0
  return {
    isValid: (call: PlatformCall) => access !== '' && call.headers['access_token'] === access,
    rotate: (call: PlatformCall): object => {
      const form = new URLSearchParams(call.body)
      if (call.headers['secret_key'] !== zaloIdentity.appSecret || form.get('refresh_token') !== refresh)
        return { error: -14_014, error_name: 'Invalid refresh token' }
      rotations += 1
      refresh = `refresh-${rotations}`
      access = `access-${rotations}`
      return { access_token: access, refresh_token: refresh, expires_in: '90000' }
    },
  }
}

interface ZaloButton {
  title: string
  type: string
  payload?: unknown
}

/** What the numbered lines offer; a button, where there is one, carries what a press sends. */
function optionsOf(text: string, buttons: readonly ZaloButton[]): Option[] {
  const titles = [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, title = '']) => title)
  return titles.map((title) => {
    const button = buttons.find((one) => one.title === title && one.type.startsWith('oa.query'))
    return { title, data: typeof button?.payload === 'string' ? button.payload : null }
  })
}

function ok(body: object): PlatformAnswer {
  return { status: 200, body: JSON.stringify(body) }
}
