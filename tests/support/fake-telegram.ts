import { answerJson, applyFault, deliverWebhook, type Fault, startFakeServer } from './fake-server.ts'

export interface TelegramCall {
  method: string
  payload: Record<string, unknown>
}

/** A Bot API that behaves as documented, on loopback. */
export interface FakeTelegram {
  root: string
  token: string
  calls: TelegramCall[]
  /** Faults for the next calls of a method, used up in order. */
  faults: Map<string, Fault[]>
  /** Contacts that blocked the bot. */
  blocked: Set<string>
  /** Files by file id. */
  files: Map<string, Buffer>
  /** What getUpdates has not seen confirmed yet. */
  pending: object[]
  /** Texts that arrived in a chat, in order. */
  texts(chat: number | string): string[]
  called(method: string): Record<string, unknown>[]
  webhook: { url: string; secret: string | undefined } | null
  /** What getWebhookInfo tells of the last delivery that failed, epoch seconds. */
  webhookError: { date: number; message: string } | null
  /** Messages that Telegram no longer lets anybody delete, and those that were deleted. */
  undeletable: Set<number>
  deleted: Set<number>
  /** Delivers what is pending to the webhook, oldest first, and drops what was taken. */
  deliverPending(url: string): Promise<void>
  /** Delivers an update to the webhook until it is taken; updates of one chat wait for each other, as at Telegram. */
  deliver(url: string, update: object, secret?: string): Promise<number[]>
  close(): Promise<void>
}

export const TOO_MANY = (seconds: number): Fault => ({
  type: 'status',
  status: 429,
  body: JSON.stringify({
    ok: false,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  }),
})
export const BAD_GATEWAY: Fault = {
  type: 'status',
  status: 502,
  body: '<html><h1>502 Bad Gateway</h1></html>',
}

export async function startFakeTelegram(token = '123:ABC'): Promise<FakeTelegram> {
  const queues = new Map<string, Promise<unknown>>()
  // Far from the ids of what people write, so that a test sees whose message was deleted.
  let messageId = 5_000_000
  let polls = 0
  const server = await startFakeServer(async (request, body, response) => {
    const path = request.url ?? ''
    if (path.startsWith(`/file/bot${token}/`)) return sendFile(path, response)
    const method = path.slice(`/bot${token}/`.length)
    if (!path.startsWith(`/bot${token}/`))
      return answerJson(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' })
    const payload: Record<string, unknown> = body.length > 0 ? JSON.parse(body.toString()) : {}
    const fault = fake.faults.get(method)?.shift()
    if (fault?.type === 'close' && fault.after) run(method, payload)
    if (await applyFault(fault, response)) return
    const { status, answer } = method === 'getUpdates' ? await poll(payload) : run(method, payload)
    answerJson(response, status, answer)
  })

  /** Holds an empty poll for a moment; a newer poll ends it, as at Telegram. */
  async function poll(payload: Record<string, unknown>) {
    polls += 1
    const mine = polls
    const first = run('getUpdates', payload)
    if (fake.pending.length > 0 || first.status !== 200) return first
    await new Promise((resolve) => setTimeout(resolve, 30))
    if (polls === mine) return first
    return refuse(
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    )
  }

  function sendFile(path: string, response: Parameters<typeof answerJson>[0]): void {
    const file = fake.files.get(path.split('/').at(-1) ?? '')
    if (file) response.writeHead(200).end(file)
    else response.writeHead(404).end()
  }

  function run(method: string, payload: Record<string, unknown>): { status: number; answer: object } {
    fake.calls.push({ method, payload })
    const chat = textOf(payload['chat_id']) ?? ''
    if (fake.blocked.has(chat)) return refuse(403, 'Forbidden: bot was blocked by the user')
    if (method === 'sendMessage') return sendMessage(payload)
    if (method === 'getMe') return ok({ id: 123, is_bot: true, first_name: 'An Tâm', username: 'antam_bot' })
    if (method === 'getFile') return getFile(String(payload['file_id']))
    if (method === 'getUpdates') return getUpdates(Number(payload['offset'] ?? 0))
    if (payload['drop_pending_updates'] === true) fake.pending = []
    if (method === 'setWebhook')
      fake.webhook = { url: String(payload['url']), secret: textOf(payload['secret_token']) }
    if (method === 'deleteWebhook') fake.webhook = null
    if (method === 'getWebhookInfo') return webhookInfo()
    if (method === 'deleteMessages') return deleteMessages(payload['message_ids'])
    return ok(true)
  }

  function webhookInfo() {
    const { webhookError: error } = fake
    return ok({
      url: fake.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: fake.pending.length,
      ...(error !== null && { last_error_date: error.date, last_error_message: error.message }),
    })
  }

  /** All or none, but for those that are gone. */
  function deleteMessages(given: unknown) {
    const ids = Array.isArray(given) ? given.map(Number) : []
    if (ids.length > 100) return refuse(400, 'Bad Request: too many message identifiers specified')
    if (ids.some((id) => fake.undeletable.has(id)))
      return refuse(400, "Bad Request: message can't be deleted for everyone")
    for (const id of ids) fake.deleted.add(id)
    return ok(true)
  }

  function sendMessage(payload: Record<string, unknown>) {
    const text = textOf(payload['text']) ?? ''
    if (text === '') return refuse(400, 'Bad Request: message text is empty')
    if (text.length > 4_096) return refuse(400, 'Bad Request: message is too long')
    messageId += 1
    return ok({
      message_id: messageId,
      date: 0,
      chat: { id: Number(payload['chat_id']), type: 'private' },
      text,
    })
  }

  function getFile(fileId: string) {
    const file = fake.files.get(fileId)
    if (file === undefined) return refuse(400, 'Bad Request: invalid file_id')
    return ok({
      file_id: fileId,
      file_unique_id: fileId,
      file_size: file.length,
      file_path: `photos/${fileId}`,
    })
  }

  function getUpdates(offset: number) {
    if (fake.webhook) return refuse(409, "Conflict: can't use getUpdates method while webhook is active")
    fake.pending = fake.pending.filter((update) => Number(Reflect.get(update, 'update_id')) >= offset)
    return ok(fake.pending)
  }

  function deliver(url: string, update: object, secret = fake.webhook?.secret ?? ''): Promise<number[]> {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret }
    const source = sourceOf(update)
    const before = queues.get(source) ?? Promise.resolve()
    const delivered = before.then(() => deliverWebhook(url, { headers, body: JSON.stringify(update) }))
    queues.set(source, delivered)
    return delivered
  }

  async function deliverPending(url: string): Promise<void> {
    for (const update of fake.pending) {
      const statuses = await deliver(url, update)
      if (statuses.at(-1) === 200) fake.pending = fake.pending.filter((one) => one !== update)
    }
  }

  const fake: FakeTelegram = {
    root: server.url,
    token,
    calls: [],
    faults: new Map(),
    blocked: new Set(),
    files: new Map(),
    pending: [],
    webhook: null,
    webhookError: null,
    undeletable: new Set(),
    deleted: new Set(),
    deliverPending,
    texts: (chat) =>
      fake
        .called('sendMessage')
        .flatMap((p) => (String(p['chat_id']) === String(chat) ? [String(p['text'])] : [])),
    called: (method) => fake.calls.filter((call) => call.method === method).map((call) => call.payload),
    deliver,
    close: server.close,
  }
  return fake
}

function ok(result: unknown) {
  return { status: 200, answer: { ok: true, result } }
}

function refuse(code: number, description: string) {
  return { status: code, answer: { ok: false, error_code: code, description } }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Telegram queues messages by chat and presses by user. */
function sourceOf(update: object): string {
  const message: unknown = Reflect.get(update, 'message')
  return message === undefined ? 'presses' : JSON.stringify(Reflect.get(Object(message), 'chat'))
}

let updates = 100_000

/** A text in a private chat, as Telegram sends it. */
export function textUpdate(chat: number, text: string, updateId = ++updates): object {
  const from = { id: chat, is_bot: false, first_name: 'A', language_code: 'vi' }
  const message = {
    message_id: updateId - 99_000,
    date: 1_758_000_000,
    chat: { id: chat, type: 'private', first_name: 'A' },
    from,
    text,
  }
  return { update_id: updateId, message }
}

/** A message in a private chat with other fields than text. */
export function messageUpdate(chat: number, fields: object, updateId = ++updates): object {
  const update = textUpdate(chat, '', updateId)
  const { text: _text, ...message } = Object(Reflect.get(update, 'message'))
  return { ...update, message: { ...message, ...fields } }
}

/** A pressed inline button. */
export function pressUpdate(chat: number, data: string, updateId = ++updates): object {
  const from = { id: chat, is_bot: false, first_name: 'A' }
  const message = { message_id: 9, date: 1_758_000_000, chat: { id: chat, type: 'private' }, text: 'q' }
  return {
    update_id: updateId,
    callback_query: { id: `q${updateId}`, from, chat_instance: '1', data, message },
  }
}
