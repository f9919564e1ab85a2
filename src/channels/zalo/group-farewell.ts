import type { Observer } from '../../core/observer.ts'
import { createRecentNames } from '../recent-names.ts'
import type { OaApi } from './oa-api.ts'

/** In both languages: a group has none of its own. */
const FAREWELL = `Để giữ kín cho mọi người, mình chỉ trò chuyện riêng, không trả lời trong nhóm. Ai cần, cứ nhắn riêng cho mình nhé.
To keep things private I only talk one to one and do not answer in groups. Please write to me directly.`

const AGAIN_MS = 86_400_000

/**
 * Says once a day why we do not talk in a group; nothing of it is stored. An account cannot leave by itself. Nobody
 * waits for it, and where we may not write the silence is the answer.
 */
export function createGroupFarewell(needs: { api: OaApi; observer: Observer }): (groupId: string) => void {
  const told = createRecentNames(1_000)
  let visits = 0

  async function tell(groupId: string): Promise<void> {
    const body = { recipient: { group_id: groupId }, message: { text: FAREWELL } }
    const { error } = await needs.api.post('/v3.0/oa/group/message', body)
    needs.observer.count(error === 0 ? 'zalo_group_told' : 'zalo_group_not_told')
  }

  return function sayFarewell(groupId) {
    needs.observer.count('zalo_ignored_group')
    visits += 1
    const visit = String(visits)
    if (told.first(groupId, visit) !== visit) return
    setTimeout(() => told.forget(groupId), AGAIN_MS).unref()
    tell(groupId).catch(() => needs.observer.count('zalo_group_not_told'))
  }
}
