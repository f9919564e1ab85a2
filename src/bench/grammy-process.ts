import {
  type Conversation,
  type ConversationData,
  type ConversationFlavor,
  conversations,
  createConversation,
  type VersionedState,
} from '@grammyjs/conversations'
import express from 'express'
import { Bot, type Context, webhookCallback } from 'grammy'
import { createClient } from 'redis'
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

/** A peer that does the same job: grammY with its conversations plugin, their state in Redis, on Express. */
type BotContext = ConversationFlavor<Context>

const [platformPort = '', redisUrl = '', hookSecret = ''] = process.argv.slice(2)
const redis = await createClient({ socket: { path: redisUrl.replace('unix://', ''), tls: false } }).connect()

const bot = new Bot<BotContext>('1:bench', {
  client: { apiRoot: `http://127.0.0.1:${platformPort}` },
  // Without it every start asks for it; it plays no part in a turn.
  botInfo: {
    id: 1,
    is_bot: true,
    first_name: 'Bench',
    username: 'bench_bot',
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  } as Bot<BotContext>['botInfo'],
})

const states = {
  read: async (key: string): Promise<VersionedState<ConversationData> | undefined> => {
    const found = await redis.get(`grammy:${key}`)
    return found === null ? undefined : JSON.parse(found)
  },
  write: async (key: string, state: VersionedState<ConversationData>): Promise<void> => {
    await redis.set(`grammy:${key}`, JSON.stringify(state))
  },
  delete: async (key: string): Promise<void> => {
    await redis.del(`grammy:${key}`)
  },
}

async function say(ctx: Context, ...replies: PeerReply[]): Promise<void> {
  for (const { text, ...other } of replies) await ctx.reply(text, other)
}

async function talk(conversation: Conversation<BotContext>, ctx: Context): Promise<void> {
  await say(ctx, howAreYou)
  const answer = await conversation.waitFor('message:text')
  await say(answer, menu)
}

async function tip(conversation: Conversation<BotContext>, ctx: Context): Promise<void> {
  await say(ctx, sealedPage, whoSees, whichWay)
  const answer = await conversation.waitFor('message:text')
  if (answer.msg.text === '1') await say(answer, goToPage, menu)
  else await say(answer, dropped, menu)
}

bot.use(conversations({ storage: states }))
bot.use(createConversation(talk))
bot.use(createConversation(tip))
bot.on('message:text', async (ctx) => {
  const meaning = meaningOf(ctx.msg.text)
  if (meaning === 'start') await say(ctx, welcome, menu)
  else if (meaning === 'menu') await say(ctx, menu)
  else await ctx.conversation.enter(meaning)
})

const app = express()
app.use(express.json())
app.post('/webhooks/telegram', webhookCallback(bot, 'express', { secretToken: hookSecret }))

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
