import { createServer } from 'node:http'
import express from 'express'
import { Scenes, session, Telegraf } from 'telegraf'
import { listenAndTell } from './listen-and-tell.ts'
import { botInfo, openPeerStates, peerArguments, say } from './peer-bot.ts'
import { dropped, firstReplies, goToPage, meaningOf, menu } from './peer-replies.ts'

/** A peer that does the same job: telegraf with wizard scenes, their state in a session in Redis, on Express. */
type BotContext = Scenes.WizardContext

const { apiRoot, redisUrl, hookSecret } = peerArguments()

// Sending in the webhook's answer would save a request, and never learn whether the message was delivered.
const telegram = { apiRoot: `${apiRoot}/`, webhookReply: false }
const bot = new Telegraf<BotContext>('1:bench', { telegram })
// Without it each update asks for it.
bot.botInfo = botInfo

const states = await openPeerStates<Scenes.WizardSession>(redisUrl, 'telegraf')
const store = { get: states.read, set: states.write, delete: states.delete }

const talk = new Scenes.WizardScene<BotContext>(
  'talk',
  async (ctx) => {
    await say(ctx, ...firstReplies.talk)
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
    await say(ctx, ...firstReplies.tip)
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
  if (meaning === 'start' || meaning === 'menu') await say(ctx, ...firstReplies[meaning])
  else await ctx.scene.enter(meaning)
})

const app = express()
app.use(express.json())
app.use(bot.webhookCallback('/webhooks/telegram', { secretToken: hookSecret }))

listenAndTell(createServer(app))
