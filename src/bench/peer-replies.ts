/** One message as the Bot API takes it, but for the chat. */
export interface PeerReply {
  text: string
  reply_markup?: { inline_keyboard: Array<Array<{ text: string; callback_data: string } | PeerLink>> }
}

interface PeerLink {
  text: string
  url: string
}

/** The peers say as much as we do at each step, with as many buttons: they must not win by being brief. */
const welcome: PeerReply = {
  text: 'Chào bạn, đây là trợ lý tự động về ma túy và cai nghiện.\nMình không hỏi tên. Mình chỉ nhớ đoạn đang nói dở để tiếp lời bạn; nhắn "xoá" là quên hết.\nĐang nguy hiểm thì gọi 115 hoặc 113 trước nhé.',
}

export const menu: PeerReply = {
  text: 'Bạn cần gì? Bấm một mục, hoặc cứ gõ theo cách của bạn.',
  reply_markup: {
    inline_keyboard: [
      [{ text: 'Tôi đang cần giúp ngay', callback_data: 'q1y7hu1h:emergency' }],
      [{ text: 'Tư vấn cho mình', callback_data: 'q1y7hu1h:self' }],
      [{ text: 'Tư vấn cho người nhà', callback_data: 'q1y7hu1h:family' }],
      [{ text: 'Hỏi luật, nơi giúp', callback_data: 'q1y7hu1h:ask' }],
      [{ text: 'Báo tin về ma túy', callback_data: 'q1y7hu1h:tip' }],
      [{ text: 'Xem tin đã báo', callback_data: 'q1y7hu1h:receipt' }],
    ],
  },
}

const howAreYou: PeerReply = {
  text: 'Cảm ơn bạn đã tìm tới; nói ra được là khó rồi. Mình là trợ lý tự động, không hỏi tên, không trách ai. Bạn không cần kể chi tiết đã dùng thế nào.\nTrước hết: ngay lúc này trong người bạn ra sao?',
  reply_markup: {
    inline_keyboard: [
      [{ text: 'Tạm ổn', callback_data: 'q1suudky:fine' }],
      [{ text: 'Rất khó chịu trong người', callback_data: 'q1suudky:unwell' }],
      [
        { text: 'Thấy tuyệt vọng', callback_data: 'q1suudky:hopeless' },
        { text: 'Gặp người thật', callback_data: 'q1suudky:human' },
      ],
    ],
  },
}

const sealedPage: PeerReply = {
  text: 'Kín nhất: báo ở trang riêng dưới đây. Tin được niêm phong ngay trên máy bạn, ứng dụng chat không thấy. Link dùng một lần.',
  reply_markup: {
    inline_keyboard: [
      [
        {
          text: 'Mở trang kín',
          url: 'http://127.0.0.1:8080/#tip/672e8f51-9c4e-41ef-be1c-6c703886a0e8',
        },
      ],
    ],
  },
}

const whoSees: PeerReply = {
  text: 'Gõ ở đây: Telegram thấy tài khoản, số điện thoại và lời bạn gõ. Nhà mạng chỉ thấy bạn dùng Telegram. Mình giữ bản nháp đã mã hóa; gửi rồi là niêm phong, chỉ công an nhận tin mở được.',
  reply_markup: { inline_keyboard: [[{ text: 'Ai thấy gì?', url: 'http://127.0.0.1:8080/an-danh' }]] },
}

const whichWay: PeerReply = {
  text: 'Bạn chọn cách nào?',
  reply_markup: {
    inline_keyboard: [
      [{ text: 'Tôi báo ở trang kín', callback_data: 'q1b9dmck:page' }],
      [{ text: 'Kể một mạch ở đây', callback_data: 'q1b9dmck:whole' }],
      [
        { text: 'Từng câu ở đây', callback_data: 'q1b9dmck:here' },
        { text: 'Để sau', callback_data: 'q1b9dmck:later' },
      ],
    ],
  },
}

export const goToPage: PeerReply = {
  text: 'Được, bạn bấm "Mở trang kín" ở trên. Báo xong trang sẽ đưa mã biên nhận; bạn ghi ra giấy.\nĐừng tự theo dõi, quay phim hay đối đầu. Có người đang nguy hiểm: gọi 113.',
}

export const dropped: PeerReply = { text: 'Phần đang viết dở đã xoá, chưa gửi gì đi.' }

type Meaning = 'start' | 'menu' | 'talk' | 'tip'

/** What is said first to each meaning. */
export const firstReplies: Readonly<Record<Meaning, readonly PeerReply[]>> = {
  start: [welcome, menu],
  menu: [menu],
  talk: [howAreYou],
  tip: [sealedPage, whoSees, whichWay],
}

/** Where a text leads from outside every step, in the peers as with us. */
export function meaningOf(text: string): Meaning {
  if (text === '/start') return 'start'
  if (text === 'menu') return 'menu'
  return /nói chuyện|tâm sự/.test(text) ? 'talk' : 'tip'
}
