import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import type { Command } from '../../core/message.ts'
import type { ChannelFinding } from '../channel.ts'
import type { GraphApi } from './graph-api.ts'
import { commandPayload } from './payload.ts'

/** Without these nothing arrives; the rest is a help. */
const NEEDED = ['messages', 'messaging_postbacks']
const FIELDS = [...NEEDED, 'messaging_referrals', 'message_edits', 'messaging_policy_enforcement']

const MENU: ReadonlyArray<{ command: Command; vi: string; en: string }> = [
  { command: 'menu', vi: 'Mở danh mục', en: 'Menu' },
  { command: 'help', vi: 'Trợ giúp, số khẩn cấp', en: 'Help, emergency numbers' },
  { command: 'erase', vi: 'Xoá cuộc trò chuyện', en: 'Delete this conversation' },
]

/** Subscribes the app to the Page's messages, where it is not, and registers the first button and the menu. */
export async function setUpPage(api: GraphApi): Promise<void> {
  if (!(await isSubscribed(api)))
    await api.post('me/subscribed_apps', { subscribed_fields: FIELDS.join(',') })
  const persistent_menu = [menuIn('default', 'vi'), menuIn('en_US', 'en')]
  await api.post('me/messenger_profile', {
    get_started: { payload: commandPayload('start') },
    persistent_menu,
  })
}

async function isSubscribed(api: GraphApi): Promise<boolean> {
  const { data } = Subscriptions.parse(await api.get('me/subscribed_apps'))
  const fields = new Set(data.flatMap((app) => app.subscribed_fields ?? []))
  return NEEDED.every((field) => fields.has(field))
}

function menuIn(locale: string, language: 'vi' | 'en'): object {
  const call_to_actions = MENU.map((item) => ({
    type: 'postback',
    title: item[language],
    payload: commandPayload(item.command),
  }))
  return { locale, composer_input_disabled: false, call_to_actions }
}

const Subscriptions = z.object({
  data: z.array(z.object({ subscribed_fields: z.array(z.string()).optional() })),
})

/** Meta's side of the connection. Empty: all is well. */
export async function examinePage(api: GraphApi, publicUrl: string | null): Promise<ChannelFinding[]> {
  if (publicUrl === null) return [NO_ADDRESS]
  try {
    return (await isSubscribed(api)) ? [] : [NOT_SUBSCRIBED]
  } catch (error) {
    return [error instanceof AppError && error.code === 'channel:unauthorised' ? REFUSED : SILENT]
  }
}

const NO_ADDRESS: ChannelFinding = {
  level: 'bad',
  name: 'messenger_needs_public_url',
  text: 'has no polling: set PUBLIC_URL, and PUBLIC_URL/webhooks/messenger as the callback URL in the Meta app',
}
const NOT_SUBSCRIBED: ChannelFinding = {
  level: 'bad',
  name: 'messenger_not_subscribed',
  text: 'the Page’s messages are not sent to the app: it is subscribed again; look in the Meta app whether the webhook stands',
  mendable: true,
}
const REFUSED: ChannelFinding = {
  level: 'bad',
  name: 'messenger_token_refused',
  text: 'the Page token is refused or lacks pages_messaging: make a new one in the Meta app and set MESSENGER_PAGE_TOKEN',
}
const SILENT: ChannelFinding = {
  level: 'warn',
  name: 'messenger_unreachable',
  text: 'does not answer: look at the network of this machine and at MESSENGER_API_ROOT; replies wait meanwhile',
}
