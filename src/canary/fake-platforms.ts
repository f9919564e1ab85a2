import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { TELEGRAM_TOKEN } from '../chaos/telegram-platform.ts'

/** Telegram, Zalo and Messenger on one loopback port: they take what the hotline sends and show it to the canary's people. */
export interface FakePlatforms {
  telegramRoot: string
  zaloRoot: string
  messengerRoot: string
  /** Photos that the platforms hold, by id; Zalo's and Messenger's lie at `photoUrl`. */
  photos: Map<string, Buffer>
  photoUrl: (id: string) => string
  /** What was shown to a contact, oldest first. */
  shown: (contact: string) => string[]
  close: () => Promise<void>
}

interface Answer {
  type: string
  body: string | Buffer
}

interface Call {
  path: string
  payload: Record<string, unknown>
}

interface Shelf {
  photos: ReadonlyMap<string, Buffer>
  shown: (contact: string) => string[]
}

export async function startFakePlatforms(): Promise<FakePlatforms> {
  const chats = new Map<string, string[]>()
  const photos = new Map<string, Buffer>()

  function shown(contact: string): string[] {
    const texts = chats.get(contact) ?? []
    chats.set(contact, texts)
    return texts
  }

  const server = createServer((request, response) => void serve(request, response))
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const payload = parsed(await bodyOf(request))
    const path = (request.url ?? '').split('?')[0] ?? ''
    const { type, body } = answerOf({ path, payload }, { photos, shown })
    response.writeHead(200, { 'content-type': type }).end(body)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const root = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  return {
    ...{
      telegramRoot: `${root}/telegram`,
      zaloRoot: `${root}/zalo`,
      messengerRoot: `${root}/messenger/v25.0`,
    },
    ...{ photos, photoUrl: (id) => `${root}/photos/${id}`, shown },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerOf(call: Call, shelf: Shelf): Answer {
  const [, platform = ''] = call.path.split('/')
  if (platform === 'photos') return photoOf(call, shelf)
  if (platform === 'telegram') return answerTelegram(call, shelf)
  // Zalo's sign-in is asked without the path of its root.
  return platform === 'messenger' ? answerMessenger(call, shelf) : answerZalo(call, shelf)
}

function photoOf({ path }: Call, { photos }: Shelf): Answer {
  return { type: 'image/jpeg', body: photos.get(lastPart(path)) ?? '' }
}

function answerTelegram(call: Call, shelf: Shelf): Answer {
  const { path, payload } = call
  if (path.startsWith('/telegram/file/')) return photoOf(call, shelf)
  const method = lastPart(path)
  if (method === 'getFile') {
    const id = String(payload['file_id'])
    const file_size = shelf.photos.get(id)?.length
    return ok({ file_id: id, file_unique_id: id, file_size, file_path: `photos/${id}` })
  }
  if (method === 'getMe') return ok({ id: 1, is_bot: true, first_name: 'An Tâm', username: 'antam_bot' })
  if (method !== 'sendMessage') return ok(true)
  const id = String(payload['chat_id'])
  const texts = shelf.shown(id)
  texts.push(`${String(payload['text'])}\n${JSON.stringify(payload['reply_markup'] ?? null)}`)
  return ok({ message_id: texts.length, date: 0, chat: { id: Number(id), type: 'private' }, text: '' })
}

function answerZalo({ path, payload }: Call, { shown }: Shelf): Answer {
  if (path.endsWith('/access_token'))
    return json({ access_token: 'access', refresh_token: 'refresh', expires_in: '90000' })
  const id = String(Object(payload['recipient']).user_id)
  const texts = shown(id)
  texts.push(String(Object(payload['message']).text))
  return json({ error: 0, message: 'Success', data: { message_id: `m${texts.length}`, user_id: id } })
}

function answerMessenger({ path, payload }: Call, { shown }: Shelf): Answer {
  if (!path.endsWith('/me/messages')) return json({ success: true, data: [] })
  const id = String(Object(payload['recipient']).id)
  const texts = shown(id)
  // Text, list and buttons, wherever in the message they stand.
  texts.push(JSON.stringify(payload['message'] ?? null).replaceAll('\\n', '\n'))
  return json({ recipient_id: id, message_id: `m_${texts.length}` })
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

function lastPart(path: string): string {
  return path.replace(`bot${TELEGRAM_TOKEN}`, '').split('/').at(-1) ?? ''
}

function ok(result: unknown): Answer {
  return json({ ok: true, result })
}

function json(body: unknown): Answer {
  return { type: 'application/json', body: JSON.stringify(body) }
}
