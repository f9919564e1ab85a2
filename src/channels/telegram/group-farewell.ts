import type { Observer } from '../../core/observer.ts'
import { createRecentNames } from '../recent-names.ts'
import type { BotApi } from './bot-api.ts'

/** In both languages: a group has none of its own. */
const FAREWELL = `Để giữ kín cho mọi người, mình chỉ trò chuyện riêng nên xin phép rời nhóm. Ai cần, cứ nhắn riêng cho mình nhé.
To keep things private I only talk one to one, so I am leaving this group. Please write to me directly.`

/**
 * Says once why we do not talk in a group, then leaves it: nothing of it is ever stored. Nobody waits for it, and a
 * failure is mended by the group's next message.
 */
export function createGroupFarewell(needs: { api: BotApi; observer: Observer }) {
  const left = createRecentNames(1_000)
  let visits = 0

  async function leave(chatId: string, speak: boolean): Promise<void> {
    // Where we may not write we still leave.
    if (speak) await needs.api.sendMessage({ chat_id: chatId, text: FAREWELL }).catch(() => {})
    await needs.api.call('leaveChat', { chat_id: chatId })
    needs.observer.count('telegram_left_group')
  }

  return function sayFarewell(chatId: string, speak: boolean): void {
    visits += 1
    const visit = String(visits)
    if (left.first(chatId, visit) !== visit) return needs.observer.count('telegram_ignored_group')
    leave(chatId, speak)
      .catch(() => needs.observer.count('telegram_group_not_left'))
      // Added again later, it is told again.
      .finally(() => setTimeout(() => left.forget(chatId), 60_000).unref())
  }
}
