import express from 'express'
import { createClient } from 'redis'
import { Scenes, session, Telegraf } from 'telegraf'
import {
  dropped,
  goToPage,
  howAreYou,
  meaningOf,
  menu,
  type PeerReply,
  sealedPage,
  welcome,
  whichWay,
  whoSees,
} from './peer-replies.ts'

/** A peer that does the same job: telegraf with wizard scenes, their state in a session in Redis, on Express. */
type BotContext = Scenes.WizardContext
type BotSession = Scenes.WizardSession

const [platformPort = '', redisUrl = '', hookSecret = ''] = process.argv.slice(2)
const redis = await createClient({ socket: { path: redisUrl.replace('unix://', ''), tls: false } }).connect()

// Sending in the webhook's answer would save a request, and never learn whether the message was delivered.
const telegram = { apiRoot: `http://127.0.0.1:${platformPort}/`, webhookReply: false }
const bot = new Telegraf<BotContext>('1:bench', { telegram })
// Without it each update asks for it.
bot.botInfo = {
  id: 1,
  is_bot: true,
  first_name: 'Bench',
  username: 'bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
}

const store = {
  get: async (key: string): Promise<BotSession | undefined> => {
    const found = await redis.get(`telegraf:${key}`)
    return found === null ? undefined : JSON.parse(found)
  },
  set: async (key: string, state: BotSession): Promise<void> => {
    await redis.set(`telegraf:${key}`, JSON.stringify(state))
  },
  delete: async (key: string): Promise<void> => {
    await redis.del(`telegraf:${key}`)
  },
}

async function say(ctx: BotContext, ...replies: PeerReply[]): Promise<void> {
  for (const { text, ...other } of replies) await ctx.reply(text, other)
}

const talk = new Scenes.WizardScene<BotContext>(
  'talk',
  async (ctx) => {
    await say(ctx, howAreYou)
    ctx.wizard.next()
  },
  async (ctx) => {
    await say(ctx, menu)
    await ctx.scene.leave()
  },
)

const tip = new Scenes.WizardScene<BotContext>(
  'tip',
  async (ctx) => {
    await say(ctx, sealedPage, whoSees, whichWay)
    ctx.wizard.next()
  },
  async (ctx) => {
    await say(ctx, ctx.text === '1' ? goToPage : dropped, menu)
    await ctx.scene.leave()
  },
)

bot.use(session({ store }))
bot.use(new Scenes.Stage<BotContext>([talk, tip]).middleware())
bot.on('text', async (ctx) => {
  const meaning = meaningOf(ctx.text)
  if (meaning === 'start') await say(ctx, welcome, menu)
  else if (meaning === 'menu') await say(ctx, menu)
  else await ctx.scene.enter(meaning)
})

const app = express()
app.use(express.json())
app.use(bot.webhookCallback('/webhooks/telegram', { secretToken: hookSecret }))

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
