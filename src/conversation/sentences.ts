import type { Translated } from '../core/language.ts'

/** The few sentences that do not come from a flow: they are needed when flows cannot be run or stored. */
export const sentences = {
  notSaved: {
    vi: 'Mình chưa lưu được tin vừa rồi. Bạn gửi lại sau ít phút nhé. Nếu có người đang nguy hiểm, hãy gọi ngay 115 hoặc 113.',
    en: 'Your last message was not saved. Please send it again in a few minutes. If anyone is in danger, call 115 or 113 now.',
  },
  failed: {
    vi: 'Mình gặp lỗi nên chưa xử lý được tin vừa rồi. Bạn thử viết cách khác, hoặc gõ “menu” nhé.',
    en: 'Something went wrong on our side with your last message. Please put it another way, or type “menu”.',
  },
  tooFast: {
    vi: 'Tin đến nhanh quá nên mình chưa đọc kịp hết. Bạn chờ một phút rồi nhắn lại giúp mình nhé. Nếu có người đang nguy hiểm, hãy gọi ngay 115 hoặc 113.',
    en: 'Messages are coming faster than I can answer. Please wait a minute and write again. If anyone is in danger, call 115 or 113 now.',
  },
  restarted: {
    vi: 'Mình vừa được cập nhật nên phải bắt đầu lại cuộc trò chuyện. Mong bạn thông cảm.',
    en: 'I have just been updated, so our conversation starts again. Sorry about that.',
  },
} as const satisfies Record<string, Translated>
