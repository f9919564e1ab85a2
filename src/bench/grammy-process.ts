import { createServer } from 'node:http'
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
import { listenAndTell } from './listen-and-tell.ts'
import { botInfo, openPeerStates, peerArguments, say } from './peer-bot.ts'
import { dropped, firstReplies, goToPage, meaningOf, menu } from './peer-replies.ts'

/** A peer that does the same job: grammY with its conversations plugin, their state in Redis, on Express. */
type BotContext = ConversationFlavor<Context>

const { apiRoot, redisUrl, hookSecret } = peerArguments()

const bot = new Bot<BotContext>('1:bench', {
  client: { apiRoot },
  // Without it every start asks for it.
  botInfo: {
    ...botInfo,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  },
})

const storage = await openPeerStates<VersionedState<ConversationData>>(redisUrl, 'grammy')

async function talk(conversation: Conversation<BotContext>, ctx: Context): Promise<void> {
  await say(ctx, ...firstReplies.talk)
  const answer = await conversation.waitFor('message:text')
  await say(answer, menu)
}

async function tip(conversation: Conversation<BotContext>, ctx: Context): Promise<void> {
  await say(ctx, ...firstReplies.tip)
  const answer = await conversation.waitFor('message:text')
  if (answer.msg.text === '1') await say(answer, goToPage, menu)
  else await say(answer, dropped, menu)
}

bot.use(conversations({ storage }))
bot.use(createConversation(talk))
bot.use(createConversation(tip))
bot.on('message:text', async (ctx) => {
  const meaning = meaningOf(ctx.msg.text)
  if (meaning === 'start' || meaning === 'menu') await say(ctx, ...firstReplies[meaning])
  else await ctx.conversation.enter(meaning)
})

const app = express()
app.use(express.json())
app.post('/webhooks/telegram', webhookCallback(bot, 'express', { secretToken: hookSecret }))

listenAndTell(createServer(app))
