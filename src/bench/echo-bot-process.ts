import { createServer } from 'node:http'
import express from 'express'
import { Pool } from 'undici'
import { z } from 'zod'
import { listenAndTell } from './listen-and-tell.ts'
import { firstReplies, meaningOf, type PeerReply } from './peer-replies.ts'

/**
 * A peer without a memory: Express takes the update, undici sends as many replies as we do, in order, then 200. What it
 * costs is what any bot on Express pays before it thinks or stores anything.
 */
const [platformPort] = process.argv.slice(2)
const platform = new Pool(`http://127.0.0.1:${platformPort}`, { connections: 64 })

const Update = z.object({ message: z.object({ chat: z.object({ id: z.number() }), text: z.string() }) })

async function send(chatId: number, reply: PeerReply): Promise<void> {
  const { body } = await platform.request({
    method: 'POST',
    path: '/bot1:bench/sendMessage',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: String(chatId), ...reply }),
  })
  await body.json()
}

const app = express()
app.use(express.json())
app.post('/webhooks/telegram', async (request, response) => {
  const { message } = Update.parse(request.body)
  for (const reply of firstReplies[meaningOf(message.text)]) await send(message.chat.id, reply)
  response.sendStatus(200)
})

listenAndTell(createServer(app))
