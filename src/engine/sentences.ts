import type { Translated } from '../core/language.ts'

/** What the engine itself says, around the texts of the flows. `{{x}}` is filled in by the caller. */
export const sentences = {
  notUnderstood: {
    vi: 'Mình chưa hiểu ý bạn, bạn nói lại giúp mình nhé.',
    en: 'Sorry, I did not understand that. Could you say it another way?',
  },
  notUnderstoodChoice: {
    vi: 'Mình chưa hiểu ý bạn. Bạn bấm một nút, hoặc nhắn số của câu trả lời nhé.',
    en: 'Sorry, I did not understand that. Please press a button, or send the number of an answer.',
  },
  notUnderstoodAgain: {
    vi: 'Mình vẫn chưa hiểu, xin lỗi bạn. Bạn thử cách nói ngắn hơn, hoặc nhắn “quay lại”, “menu”.',
    en: 'I still do not understand, sorry. Try shorter words, or send “back” or “menu”.',
  },
  offerPerson: {
    vi: 'Mình là trợ lý tự động nên có lúc không hiểu hết. Bạn có thể gặp người thật, về menu, hoặc trả lời tiếp câu dưới đây.',
    en: 'I am an automatic assistant and sometimes miss the point. You can talk to a person, go to the menu, or go on with the question below.',
  },
  needNumber: { vi: 'Bạn nhắn giúp mình một con số nhé.', en: 'Please send a number.' },
  numberTooSmall: {
    vi: 'Số này hơi nhỏ: ít nhất là {{limit}}.',
    en: 'That number is too small: at least {{limit}}.',
  },
  numberTooLarge: {
    vi: 'Số này hơi lớn: nhiều nhất là {{limit}}.',
    en: 'That number is too large: at most {{limit}}.',
  },
  needPhone: {
    vi: 'Mình chưa đọc được số điện thoại. Bạn nhắn dạng 0912 345 678 nhé.',
    en: 'I could not read a telephone number. Please send it like 0912 345 678.',
  },
  needPhoto: {
    vi: 'Bạn gửi ảnh, video hay ghi âm vào đây, hoặc bấm “Xong” nhé.',
    en: 'Please send a photo, video or recording here, or press “Done”.',
  },
  textTooShort: { vi: 'Bạn viết thêm một chút giúp mình nhé.', en: 'Please write a little more.' },
  textCut: {
    vi: 'Tin dài quá nên mình chỉ giữ được phần đầu. Bạn có thể gửi phần còn lại ở câu sau.',
    en: 'That was very long, so I kept only the beginning. You can send the rest with a later answer.',
  },
  photoKept: {
    vi: 'Mình đang có {{count}}. Bạn gửi thêm, hoặc bấm “Xong”.',
    en: 'I have {{count}}. Send more, or press “Done”.',
  },
  albumKept: {
    vi: 'Mình đang nhận các tệp của bạn. Bạn gửi thêm, hoặc bấm “Xong”.',
    en: 'I am taking in your files. Send more, or press “Done”.',
  },
  photoNotHere: {
    vi: 'Lúc này mình chưa dùng ảnh hay tệp được. Bạn trả lời câu dưới đây trước nhé.',
    en: 'I cannot use a photo or file at this point. Please answer the question below first.',
  },
  locationNotHere: {
    vi: 'Lúc này mình chưa cần vị trí, và mình không giữ lại.',
    en: 'I do not need a location at this point, and I did not keep it.',
  },
  phoneNotHere: {
    vi: 'Lúc này mình chưa cần số điện thoại, và mình không giữ lại.',
    en: 'I do not need a phone number at this point, and I did not keep it.',
  },
  unsupportedSticker: {
    vi: 'Mình nhận được nhãn dán rồi. Bạn nhắn bằng chữ giúp mình nhé.',
    en: 'I got the sticker. Please answer in words.',
  },
  unsupportedVoice: {
    vi: 'Mình không nghe được tin thoại này. Bạn gõ giúp mình vài chữ, không dấu cũng được.',
    en: 'I cannot listen to voice messages. Please type a few words.',
  },
  unsupportedVideo: {
    vi: 'Mình không xem được video. Bạn kể bằng chữ giúp mình nhé. Khi báo tin thì gửi kèm video được.',
    en: 'I cannot watch videos. Please tell me in words. A video can be added to a report.',
  },
  unsupportedFile: {
    vi: 'Tệp loại này mình không nhận, vì không gỡ hết được thông tin ẩn. Bạn chụp màn hình rồi gửi ảnh nhé.',
    en: 'I cannot take this kind of file: hidden data in it cannot all be removed. Please send a screenshot.',
  },
  unsupportedLarge: {
    vi: 'Tệp này lớn quá: ảnh, video tới 20 MB, ghi âm 10 MB. Bạn cắt ngắn giúp mình nhé.',
    en: 'This file is too large: photos and videos up to 20 MB, recordings 10 MB.',
  },
  unsupportedGroup: {
    vi: 'Để giữ kín cho bạn, mình chỉ trò chuyện riêng, không trả lời trong nhóm. Bạn nhắn riêng cho mình nhé.',
    en: 'To keep things private I only talk one to one, not in groups. Please write to me directly.',
  },
  unsupportedEdit: {
    vi: 'Bạn vừa sửa một tin cũ, mà mình đã đọc câu lúc đầu rồi. Muốn đổi câu trả lời, bạn gõ “quay lại” nhé.',
    en: 'You corrected an earlier message, but I had already read it as it was. To change an answer, type “back”.',
  },
  unsupportedOther: {
    vi: 'Mình chưa đọc được loại tin này. Bạn nhắn bằng chữ giúp mình nhé.',
    en: 'I cannot read this kind of message. Please write in words.',
  },
  stalePress: {
    vi: 'Nút này thuộc câu hỏi trước rồi. Mình hỏi lại câu hiện tại nhé.',
    en: 'That button belongs to an earlier question. Here is the current one.',
  },
  nothingToGoBackTo: {
    vi: 'Đây là câu đầu tiên rồi, không lùi thêm được.',
    en: 'This is the first question, there is nothing to go back to.',
  },
  nothingToEdit: { vi: 'Chưa có câu trả lời nào để sửa.', en: 'There is no answer to correct yet.' },
  nothingToStop: { vi: 'Hiện không có gì đang làm dở cả.', en: 'Nothing is in progress.' },
  whichToEdit: { vi: 'Bạn muốn sửa mục nào?', en: 'Which answer would you like to correct?' },
  stopped: {
    vi: 'Mình dừng ở đây. Chưa có gì được gửi đi, phần đã viết mình đã xoá.',
    en: 'Stopped. Nothing was sent, and what you wrote is gone.',
  },
  stoppedDanger: {
    vi: 'Mình dừng ở đây. Cần giúp ngay thì bạn nhắn “nguy hiểm” bất cứ lúc nào.',
    en: 'I stop here. If you need help at once, send “danger” at any time.',
  },
  draftDropped: {
    vi: 'Phần đang viết dở đã xoá, chưa gửi gì đi.',
    en: 'The unfinished part is gone; nothing was sent.',
  },
  backToQuestion: { vi: 'Mình quay lại câu lúc nãy nhé.', en: 'Back to where we were.' },
  toldKept: {
    vi: 'Điều bạn vừa kể mình đã ghi vào tin, bạn không cần viết lại.',
    en: 'What you just told me is in the draft; no need to write it again.',
  },
  stayHere: {
    vi: 'Mình ở lại bước này với bạn trước đã. Muốn dừng hẳn, bạn nhắn “dừng”.',
    en: 'Let us stay with this step first. To leave it, send “stop”.',
  },
  heardToo: {
    vi: 'Mình nghe điều bạn vừa nói rồi. Mình lo việc gấp nhất trước nhé.',
    en: 'I heard what you just said. First the most urgent thing.',
  },
  answerLater: {
    vi: 'Câu này mình sẽ trả lời sau. Giờ mình lo việc gấp trước nhé.',
    en: 'I will come back to that. First the urgent thing.',
  },
  refused: {
    vi: 'Chuyện này mình không giúp được, vì có thể làm bạn hoặc người khác bị hại. Nếu bạn đang khó khăn, mình luôn sẵn sàng nghe.',
    en: 'I cannot help with that: it could hurt you or someone else. If things are hard right now, I am here to listen.',
  },
  noAnswerNow: {
    vi: 'Lúc này mình chưa tra cứu được. Bạn thử lại sau ít phút nhé.',
    en: 'I cannot look that up right now. Please try again in a few minutes.',
  },
  restarted: {
    vi: 'Mình vừa được cập nhật nên phải bắt đầu lại, xin lỗi bạn. Chưa có gì được gửi đi.',
    en: 'I was just updated and have to start again, sorry. Nothing was sent.',
  },
  trouble: {
    vi: 'Xin lỗi, mình bị vướng ở bước này nên phải quay về đầu. Chưa có gì được gửi đi.',
    en: 'Sorry, I got stuck at this step and have to start again. Nothing was sent.',
  },
  help: {
    vi: 'Bạn nhắn: “menu” về đầu, “quay lại” lùi một câu, “sửa lại” sửa câu trả lời, “dừng” thôi không làm nữa, “gặp người thật”, “xoá” để xoá cuộc trò chuyện. Gấp thì nhắn “nguy hiểm”.',
    en: 'You can send: “menu”, “back” one question, “edit” an answer, “stop”, “human” for a person, “erase” to delete the conversation. If it is urgent: “danger”.',
  },
  languageChanged: { vi: 'Mình chuyển sang tiếng Việt nhé.', en: 'Switched to English.' },
  noPerson: { vi: 'Lúc này mình chưa nối được với người thật.', en: 'I cannot reach a person right now.' },
  whichWard: {
    vi: 'Tên này có ở mấy nơi. Bạn chọn giúp mình nhé:',
    en: 'Several places have this name. Which one is it?',
  },
  summaryHeading: {
    vi: 'Mình ghi lại như sau, bạn xem đúng chưa nhé:',
    en: 'This is what I have. Is it right?',
  },
  chooseBelow: { vi: 'Bạn chọn giúp mình nhé:', en: 'Please choose:' },
  waitUnknown: { vi: 'chưa rõ bao lâu', en: 'not known how long' },
  waitMinutes: { vi: 'khoảng {{count}} phút', en: 'about {{count}} minutes' },
  /** Where a deployment has such a key, whoever is about to report must know of it. */
  recoveryKey: {
    vi: '{{holder}} giữ ngoài mạng một khóa dự phòng cũng mở được.',
    en: 'A recovery key kept offline by {{holder}} can open it too.',
  },
  callFirst: { vi: 'gọi trước để hỏi', en: 'call first to check' },
  skipped: { vi: '(bỏ qua)', en: '(skipped)' },
  sharedLocation: { vi: 'vị trí đã chia sẻ', en: 'shared location' },
  photoCount: { vi: '{{count}} ảnh', en: '{{count}} photo(s)' },
  videoCount: { vi: '{{count}} video', en: '{{count}} video(s)' },
  audioCount: { vi: '{{count}} bản ghi âm', en: '{{count}} recording(s)' },
  textCount: { vi: '{{count}} tệp chữ', en: '{{count}} text(s)' },
  noFile: { vi: '0 tệp', en: '0 files' },
  otherPlace: { vi: 'Nơi khác', en: 'Somewhere else' },
  noMessages: { vi: 'chưa có lời nhắn', en: 'no messages yet' },
  buttonSkip: { vi: 'Bỏ qua', en: 'Skip' },
  buttonDone: { vi: 'Xong', en: 'Done' },
  buttonDropFile: { vi: 'Bỏ tệp vừa gửi', en: 'Drop the last file' },
  buttonSend: { vi: 'Gửi', en: 'Send' },
  buttonEdit: { vi: 'Sửa', en: 'Correct' },
  buttonCancel: { vi: 'Huỷ', en: 'Cancel' },
  buttonKeep: { vi: 'Không sửa nữa', en: 'Keep as it is' },
  buttonHuman: { vi: 'Gặp người thật', en: 'Talk to a person' },
  buttonMenu: { vi: 'Về menu', en: 'Menu' },
  timeNow: { vi: 'Đang diễn ra', en: 'Happening now' },
  timeToday: { vi: 'Hôm nay', en: 'Today' },
  timeLastNight: { vi: 'Tối qua', en: 'Last night' },
  timeOften: { vi: 'Nhiều lần', en: 'Many times' },
} as const satisfies Record<string, Translated>

export type SentenceName = keyof typeof sentences
