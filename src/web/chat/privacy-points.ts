import type { Language } from '../../core/language.ts'

/** The points under "Nói rõ hơn"; fetched after the page can be used. */
export const privacyPoints: Readonly<Record<Language, readonly string[]>> = {
  vi: [
    'Không tài khoản, không cookie. Những gì bạn viết không được lưu trên máy, trừ khi bạn chọn giữ.',
    'Tin báo chỉ rời máy sau khi đã niêm phong. Chỉ đơn vị nhận mở được, người vận hành trang thì không.',
    'Ảnh, video, ghi âm được làm lại ngay trên máy bạn, bỏ hết vị trí, giờ và tên máy ghi kèm. Giọng nói, khuôn mặt, cảnh vật vẫn còn.',
    'Nhà mạng và Wi-Fi thấy được bạn mở trang này, không thấy bạn viết gì. Lịch sử trình duyệt vẫn ghi đã mở trang.',
    'Máy giữ bản sao của trang (không có lời bạn viết) để lần sau mất mạng vẫn mở được. Nhắn “xóa” để bỏ cả bản sao đó.',
  ],
  en: [
    'No account, no cookies. What you write is not stored on the device unless you choose to keep it.',
    'A tip leaves the device only after it is sealed. Only the receiving unit can open it; whoever runs this page cannot.',
    'Photos, videos and recordings are made anew on your device, without the place, time and device recorded in them. Voices, faces and what is seen stay.',
    'Your network can see that you opened this page, not what you write. The browser history still lists the page.',
    'The device keeps a copy of the page (nothing you wrote) so that it opens without a network. Send “erase” to remove that copy too.',
  ],
}
