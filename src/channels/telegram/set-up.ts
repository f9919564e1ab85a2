import { AppError } from '../../core/errors.ts'
import type { ChannelFinding } from '../channel.ts'
import type { BotApi } from './bot-api.ts'
import { ALLOWED_UPDATES } from './update.ts'
import { judgeWebhook } from './webhook-health.ts'

const WEBHOOK_PATH = '/webhooks/telegram'

/** Checks the token, sets or removes the webhook (what waits at Telegram stays there), registers commands and menu. */
export async function setUp(api: BotApi, publicUrl: string | null, secret: string): Promise<void> {
  await api.administer((telegram) => telegram.getMe())
  if (publicUrl === null) await api.administer((telegram) => telegram.deleteWebhook())
  else await setWebhook(api, `${publicUrl}${WEBHOOK_PATH}`, secret)
  const scope = { type: 'all_private_chats' } as const
  await api.administer((telegram) => telegram.setMyCommands(commandsIn('vi'), { scope }))
  await api.administer((telegram) => telegram.setMyCommands(commandsIn('en'), { scope, language_code: 'en' }))
  await api.administer((telegram) => telegram.setChatMenuButton({ menuButton: { type: 'commands' } }))
}

function setWebhook(api: BotApi, url: string, secret: string): Promise<unknown> {
  const settings = { secret_token: secret, allowed_updates: [...ALLOWED_UPDATES], max_connections: 40 }
  return api.administer((telegram) => telegram.setWebhook(url, settings))
}

/** Telegram's side of the connection. Empty: all is well. */
export async function examineTelegram(
  api: BotApi,
  publicUrl: string | null,
  now: number,
): Promise<ChannelFinding[]> {
  const url = publicUrl === null ? null : `${publicUrl}${WEBHOOK_PATH}`
  try {
    const info = await api.administer((telegram) => telegram.getWebhookInfo())
    return judgeWebhook(info, url, now)
  } catch (error) {
    return [error instanceof AppError && error.code === 'channel:unauthorised' ? REFUSED : SILENT]
  }
}

const REFUSED: ChannelFinding = {
  level: 'bad',
  name: 'telegram_token_refused',
  text: 'the token is refused: take the current one from @BotFather and set TELEGRAM_BOT_TOKEN',
}
const SILENT: ChannelFinding = {
  level: 'warn',
  name: 'telegram_unreachable',
  text: 'does not answer: look at the network of this machine and at TELEGRAM_API_ROOT; replies wait meanwhile',
}

const COMMANDS = [
  { command: 'start', vi: 'Bắt đầu', en: 'Start' },
  { command: 'menu', vi: 'Mở danh mục', en: 'Menu' },
  { command: 'help', vi: 'Trợ giúp, số khẩn cấp', en: 'Help and emergency numbers' },
  { command: 'huy', vi: 'Dừng việc đang làm', en: 'Stop what we are doing' },
  { command: 'xoa', vi: 'Xoá cuộc trò chuyện', en: 'Delete this conversation' },
  { command: 'ngonngu', vi: 'Đổi ngôn ngữ · Language', en: 'Language · Ngôn ngữ' },
] as const

function commandsIn(language: 'vi' | 'en') {
  return COMMANDS.map((one) => ({ command: one.command, description: one[language] }))
}
