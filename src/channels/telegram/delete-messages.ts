import { AppError } from '../../core/errors.ts'
import type { BotApi } from './bot-api.ts'

const AT_ONCE = 100

/**
 * Deletes what Telegram lets us delete: ours and the contact's own, of the last 48 hours. One that cannot be deleted
 * makes Telegram refuse the whole portion, so that is halved until only such ones are left; those are passed over.
 * @throws AppError `channel:throttled`, `channel:unreachable` … when trying again helps.
 */
export async function deleteMessages(api: BotApi, chatId: string, ids: number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await deletePortion(api, chatId, ids.slice(at, at + AT_ONCE))
}

async function deletePortion(api: BotApi, chatId: string, ids: number[]): Promise<void> {
  try {
    await api.call('deleteMessages', { chat_id: chatId, message_ids: ids })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'channel:refused') throw error
    if (ids.length === 1) return
    const half = Math.ceil(ids.length / 2)
    await deletePortion(api, chatId, ids.slice(0, half))
    await deletePortion(api, chatId, ids.slice(half))
  }
}
