import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { TELEGRAM_TOKEN } from '../chaos/telegram-platform.ts'

/** Telegram and Zalo on one loopback port: they take what the hotline sends and show it to the canary's people. */
export interface FakePlatforms {
  telegramRoot: string
  zaloRoot: string
  /** Photos that Telegram holds, by file id. */
  photos: Map<string, Buffer>
  /** What was shown to a contact, oldest first. */
  shown: (contact: string) => string[]
  close: () => Promise<void>
}

interface Answer {
  type: string
  body: string | Buffer
}

export async function startFakePlatforms(): Promise<FakePlatforms> {
  const chats = new Map<string, string[]>()
  const photos = new Map<string, Buffer>()

  function shown(contact: string): string[] {
    const texts = chats.get(contact) ?? []
    chats.set(contact, texts)
    return texts
  }

  function answerTelegram(path: string, payload: Record<string, unknown>): Answer {
    if (path.startsWith('/file/')) return { type: 'image/jpeg', body: photos.get(lastPart(path)) ?? '' }
    const method = lastPart(path)
    if (method === 'getFile') {
      const id = String(payload['file_id'])
      return ok({
        file_id: id,
        file_unique_id: id,
        file_size: photos.get(id)?.length,
        file_path: `photos/${id}`,
      })
    }
    if (method === 'getMe') return ok({ id: 1, is_bot: true, first_name: 'An Tâm', username: 'antam_bot' })
    if (method !== 'sendMessage') return ok(true)
    const id = String(payload['chat_id'])
    shown(id).push(textAndButtons(payload))
    return ok({ message_id: shown(id).length, date: 0, chat: { id: Number(id), type: 'private' }, text: '' })
  }

  function answerZalo(path: string, payload: Record<string, unknown>): Answer {
    if (path.endsWith('/access_token'))
      return json({ access_token: 'access', refresh_token: 'refresh', expires_in: '90000' })
    const id = String(Reflect.get(Object(payload['recipient']), 'user_id'))
    shown(id).push(String(Reflect.get(Object(payload['message']), 'text')))
    return json({ error: 0, message: 'Success', data: { message_id: `m${shown(id).length}`, user_id: id } })
  }

  const server = createServer((request, response) => void serve(request, response))
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const payload = parsed(await bodyOf(request))
    const path = (request.url ?? '').split('?')[0] ?? ''
    const { type, body } = path.startsWith('/telegram')
      ? answerTelegram(path.slice('/telegram'.length), payload)
      : answerZalo(path, payload)
    response.writeHead(200, { 'content-type': type }).end(body)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const root = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    ...{ telegramRoot: `${root}/telegram`, zaloRoot: `${root}/zalo`, photos, shown },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  request.setEncoding('utf8')
  for await (const part of request) body += String(part)
  return body
}

function parsed(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}

function textAndButtons({ text, reply_markup: markup }: Record<string, unknown>): string {
  return `${String(text)}\n${JSON.stringify(markup ?? null)}`
}

function lastPart(path: string): string {
  return path.replace(`bot${TELEGRAM_TOKEN}`, '').split('/').at(-1) ?? ''
}

function ok(result: unknown): Answer {
  return json({ ok: true, result })
}

function json(body: unknown): Answer {
  return { type: 'application/json', body: JSON.stringify(body) }
}
