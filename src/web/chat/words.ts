import type { Language } from '../../core/language.ts'

/** What the page itself says, around the texts of the flows and the engine. `{x}` is filled in by `say`. */
const words = {
  quickExit: { vi: 'Thoát nhanh', en: 'Leave now' },
  quickExitHint: {
    vi: 'Rời trang này ngay. Bấm phím Esc ba lần cũng được.',
    en: 'Leaves this page at once. Pressing Esc three times does the same.',
  },
  otherLanguage: { vi: 'English', en: 'Tiếng Việt' },
  dangerLead: { vi: 'Nguy\u00a0hiểm? Gọi', en: 'In\u00a0danger? Call' },
  dangerLabel: { vi: 'Số gọi khi nguy hiểm', en: 'Numbers to call in danger' },
  ambulance: { vi: 'cấp cứu', en: 'ambulance' },
  police: { vi: 'công an', en: 'police' },
  child: { vi: 'trẻ em', en: 'children' },
  call: { vi: 'Gọi {phone}', en: 'Call {phone}' },
  log: { vi: 'Cuộc trò chuyện', en: 'Conversation' },
  fromYou: { vi: 'Bạn', en: 'You' },
  fromUs: { vi: 'An Tâm', en: 'An Tâm' },
  writing: { vi: 'Đang trả lời…', en: 'Answering…' },
  sealing: {
    vi: 'Đang niêm phong và gửi tin. Đừng đóng trang nhé…',
    en: 'Sealing and sending the tip. Please keep this page open…',
  },
  lookingUp: { vi: 'Đang mở hộp thư của mã này…', en: 'Opening the mailbox of this code…' },
  privacyTitle: { vi: 'Chỉ ở trong trang này', en: 'Only in this page' },
  privacyShort: {
    vi: 'Trò chuyện chạy ngay trên máy bạn, không gửi đi đâu. Đóng hay tải lại trang là mất hết.',
    en: 'This conversation runs on your device and is sent nowhere. Reloading or closing the page loses all of it.',
  },
  privacyMore: { vi: 'Nói rõ hơn', en: 'In more detail' },
  whoSeesWhat: { vi: 'Ai thấy gì?', en: 'Who sees what?' },
  recovery: {
    vi: 'Ngoài đơn vị nhận và cấp trên, còn một khóa dự phòng mở được tin, giữ ngoài mạng bởi: {holder}.',
    en: 'Besides the receiving unit and the one above, a recovery key can open tips. It is kept offline by: {holder}.',
  },
  composerLabel: { vi: 'Viết tin nhắn', en: 'Write a message' },
  composerHint: { vi: 'Gõ ở đây, không dấu cũng được', en: 'Write here' },
  send: { vi: 'Gửi tin nhắn', en: 'Send message' },
  choicesLabel: { vi: 'Chọn một câu trả lời, hoặc gõ số của nó', en: 'Choose an answer, or type its number' },
  shareLocation: { vi: 'Chia sẻ vị trí', en: 'Share location' },
  locating: { vi: 'Đang tìm vị trí…', en: 'Finding your location…' },
  sharedLocation: { vi: 'Vị trí của tôi', en: 'My location' },
  noLocation: {
    vi: 'Máy không cho lấy vị trí. Bạn gõ tên đường, phường hoặc nơi gần đó giúp mình nhé.',
    en: 'The device did not give a location. Please type the street, the ward or a place nearby.',
  },
  addFile: { vi: 'Gửi ảnh, video, ghi âm', en: 'Send a photo, video or recording' },
  preparingFile: { vi: 'Đang bỏ thông tin ẩn trong tệp…', en: 'Removing what is hidden in the file…' },
  preparingFiles: {
    vi: 'Đang bỏ thông tin ẩn: tệp {number}/{count}…',
    en: 'Removing what is hidden: file {number} of {count}…',
  },
  sentPhoto: { vi: 'Ảnh bạn gửi', en: 'Your photo' },
  fileNotNow: {
    vi: 'Chưa tải được phần xử lý tệp. Bạn xem lại mạng rồi thử lại nhé.',
    en: 'The part that prepares files could not be loaded. Check the network and try again.',
  },
  opensElsewhere: { vi: '(mở trang khác)', en: '(opens another page)' },
  receiptTitle: { vi: 'Mã biên nhận của bạn', en: 'Your receipt code' },
  receiptCopy: { vi: 'Sao chép', en: 'Copy' },
  receiptCopied: {
    vi: 'Đã chép. Ứng dụng khác trên máy có thể đọc được bộ nhớ tạm.',
    en: 'Copied. Other apps on this device may read the clipboard.',
  },
  receiptNoCopy: {
    vi: 'Máy không cho chép. Bạn viết ra giấy nhé.',
    en: 'The device does not allow copying. Please write it down.',
  },
  receiptTry: { vi: 'Gõ lại để kiểm tra', en: 'Type it again to check' },
  receiptCheck: { vi: 'Kiểm tra', en: 'Check' },
  receiptRight: { vi: 'Đúng rồi, khớp cả bảy từ.', en: 'Correct. You have all seven words right.' },
  receiptWrongWord: {
    vi: 'Từ thứ {position} chưa khớp. Bạn xem lại nhé.',
    en: 'Word {position} does not match. Please look again.',
  },
  receiptMissing: {
    vi: 'Mới có {count} trên 7 từ. Bạn gõ đủ cả bảy từ nhé.',
    en: 'Only {count} of 7 words so far. Please type all seven.',
  },
  receiptUntested: {
    vi: 'Bạn gõ lại mã một lần cho chắc đã nhé: che rồi, đóng trang rồi là không xem lại được. Bấm lần nữa để che luôn.',
    en: 'Please type the code once to be sure: once the page is closed it cannot be shown again. Press again to hide it now.',
  },
  receiptHide: { vi: 'Tôi đã cất mã, che đi', en: 'I have it safe, hide it' },
  receiptShow: { vi: 'Hiện lại mã', en: 'Show it again' },
  waitingTitle: { vi: 'Tin CHƯA gửi được', en: 'The tip has NOT been sent yet' },
  waitingText: {
    vi: 'Tin đã niêm phong và đang chờ mạng trong trang này. Có mạng là trang tự gửi. Đóng trang thì tin mất.',
    en: 'The tip is sealed and waits in this page for a network, then sends itself. Closing the page loses it.',
  },
  waitingKept: {
    vi: 'Tin đã niêm phong đang nằm trên máy này. Có mạng là tự gửi, kể cả ở lần mở trang sau.',
    en: 'The sealed tip is kept on this device. It sends itself when there is a network, also the next time you open the page.',
  },
  waitingKeep: { vi: 'Giữ trên máy này', en: 'Keep on this device' },
  waitingKeepNote: {
    vi: 'Giữ lại thì ai mở máy bạn có thể biết có một tin đang chờ, nhưng không đọc được.',
    en: 'If you keep it, whoever uses this device can learn that a tip waits here, but cannot read it.',
  },
  waitingReceipt: {
    vi: 'Nếu bạn định đóng trang: chép mã này trước. Mã chỉ dùng được sau khi tin đã gửi.',
    en: 'If you are going to close the page, note this code first. It works only once the tip has been sent.',
  },
  waitingNow: { vi: 'Gửi ngay', en: 'Send now' },
  waitingSending: { vi: 'Đang gửi…', en: 'Sending…' },
  waitingDrop: { vi: 'Bỏ tin này', en: 'Drop this tip' },
  waitingCannotKeep: {
    vi: 'Trình duyệt không cho giữ lại. Tin vẫn chờ trong trang này.',
    en: 'The browser does not allow keeping it. The tip still waits in this page.',
  },
  waitingRefused: {
    vi: 'Máy chủ không nhận tin này. Tin CHƯA được lưu. Bạn báo lại từ đầu, hoặc gọi {phone}.',
    en: 'The server refused this tip. It was NOT stored. Please give it again, or call {phone}.',
  },
  waitingDropped: { vi: 'Đã bỏ. Không có gì được gửi.', en: 'Dropped. Nothing was sent.' },
  sentLater: {
    vi: 'Tin của bạn đã gửi và lưu xong. Viết mã này ra giấy, cất riêng; không ai cấp lại được.',
    en: 'Your tip has been sent and stored. Write this code on paper and keep it apart; nobody can issue it again.',
  },
  sentLaterUnknown: {
    vi: 'Tin bạn giữ trên máy này từ lần trước đã gửi và lưu xong. Bản trên máy đã xóa.',
    en: 'The tip you kept on this device last time has been sent and stored. The copy here is gone.',
  },
  offline: {
    vi: 'Đang mất mạng. Vẫn trò chuyện, tra cứu được; tin báo sẽ chờ có mạng.',
    en: 'No network. You can still chat and look things up; a tip waits for the network.',
  },
  insecure: {
    vi: 'Địa chỉ này không có mã hóa (https) nên không gửi tin báo được. Bạn mở bằng https nhé.',
    en: 'This address has no encryption (https), so no tip can be sent. Please open it with https.',
  },
  cannotOpen: {
    vi: 'Chưa tải được trang. Bạn xem lại mạng rồi thử lại nhé. Các số khẩn cấp ở trên vẫn gọi được.',
    en: 'The page could not be loaded. Check the network and try again. The emergency numbers above still work.',
  },
  tryAgain: { vi: 'Thử lại', en: 'Try again' },
} as const

type Words = typeof words
type Word = { [K in keyof Words]: Words[K]['vi'] extends string ? K : never }[keyof Words]

/** One of the page's sentences. */
export function say(
  language: Language,
  word: Word,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text: string = words[word][language]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
