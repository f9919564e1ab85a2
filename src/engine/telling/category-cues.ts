import type { TipCategory } from '../../core/tip.ts'

/** Words of one kind by what they weigh, each list with ", " between: 3 tells it almost alone · 2 is likely · 1 is a hint. */
type Cues = Readonly<Record<1 | 2 | 3, string>>

/** What people say of each kind of thing. Lower case, with marks. */
export const categoryCues: Readonly<Record<TipCategory, Cues>> = {
  danger: {
    3:
      'ngáo đá, ngáo, phê đá cầm, loạn thần, hoang tưởng, ảo giác đang, lên cơn, chém bố, đòi giết, ' +
      'mã tấu, đòi đốt, bị ảo giác',
    2:
      'cầm dao, cầm rựa, cầm gậy, cầm kiếm, la hét, đập phá, đuổi chém, chém, đuổi người, ảo giác, ' +
      'cầm búa, doạ giết, dọa giết, gào thét, chém người',
    1: 'cứu, tán loạn',
  },
  driving: {
    3:
      'lái xe lạng, rồi lái xe, vừa lái, tài xế, lái xe phê, phê thuốc đâm, bác tài, tài xế xe, ' +
      'rồi chạy xe, rồi chạy ql5, rồi chạy, người lái, lái xe khi, cầm lái, vô lăng, đánh võng, ' +
      'lái ô tô, lái xe ôm, lái container, dương tính khi lái',
    2:
      'lạng lách, lạng sang, phụ xe, chạy xe rất ẩu, đâm lan can, ngược chiều, sau tay lái, lái xe, ' +
      'phóng như, phóng wave, phóng xe, xong phóng, lao xe, suýt tông, gây tai nạn',
    1: '',
  },
  minors: {
    3:
      'đứa lớp, thuê mấy bé, bắt mấy bé, sai mấy bé, sai hai đứa bé, thuê bé trai, bắt mấy nhóc, nuôi mấy đứa trẻ, trẻ lang thang, bé trai, bé gái, ' +
      'bắt chúng đi giao, sai trẻ, trẻ con đi giao, trẻ em đi giao, đứa bé, mấy nhóc, dùng trẻ em, ' +
      'trẻ vị thành niên, lợi dụng trẻ, thuê trẻ, mấy cháu nhỏ đi giao, thuê mấy đứa nhỏ, ' +
      'sai mấy đứa nhỏ, bắt con nít, sai con nít, bắt trẻ, thuê đứa trẻ, cho trẻ con đi giao, ép trẻ',
    2: 'mấy bé, cho đứa, bé 13, bé 14, bé 15, 13 tuổi, 14 tuổi, 15 tuổi, đứa trẻ, trẻ em, con nít',
    1: 'bắt, thuê, sai',
  },
  growing: {
    3:
      'trồng cần, trồng cỏ, cây cần sa, chậu cần sa, chậu cần, trồng cây thuốc phiện, cây anh túc, ' +
      'cây thuốc phiện, lá khát, trồng cây lá, trồng mấy chậu cần, vườn cần sa, luống cần, cây khat, ' +
      'trồng thuốc phiện, trồng cây, trồng trong nhà',
    2: 'trồng, đèn tím, gieo hạt',
    1: 'chậu, cây',
  },
  making: {
    3:
      'nấu đá, điều chế, sản xuất ma túy, nấu hóa chất, pha chế, đóng gói nước vui, đun nấu, trộn bột, ' +
      'dập viên, ép viên, sản xuất, chiết xuất, xưởng ma túy, dập thuốc, nấu thuốc',
    2: 'mùi hóa chất, can hóa chất, bình ga, đeo mặt nạ, máy dập, nấu, phòng thí nghiệm, mùi khai',
    1: 'hóa chất, khói trắng, nồi',
  },
  border: {
    3:
      'miệt cam, cam qua, bên miên, lào qua, gửi từ đức, qua biên giới, bên kia biên giới, cửa khẩu, biên giới, sân bay, cột mốc, từ campuchia, từ lào, ' +
      'bên campuchia, từ cam về, đường mòn, hải quan, nước ngoài gửi về, gửi từ châu âu, ' +
      'gửi từ nước ngoài, bến cảng, container hàng',
    2: 'campuchia, lào, vượt biên, hải cảng, cảng, châu âu, bên cam',
    1: 'xuồng, ghe, vỏ lãi',
  },
  precursors: {
    3:
      'tiền chất, thuốc hướng thần, pseudoephedrine, thuốc ngủ, seduxen, tramadol, không cần đơn, ' +
      'không hỏi đơn, thuốc cảm, hiệu thuốc, nhà thuốc, quầy thuốc, gom thuốc, ko cần đơn, ' +
      'bán thuốc không đơn, thuốc kê đơn, morphin, thuốc thú y',
    2: 'cả vỉ, không hóa đơn, công ty hóa chất, kho hóa chất, phòng khám',
    1: 'hộp thuốc',
  },
  online: {
    3:
      'telegram, facebook, fb, tiktok, zalo, livestream, nhóm kín, rao bán trên mạng, trên mạng, ' +
      'tài khoản, instagram, chuyển khoản trước, tuyển ctv, group, fanpage, page, web, discord, ins, ' +
      'acc, insta, acc ins, nick, đăng bài, ac tiktok, bán online, online',
    2: 'rao bán, ib, nhắn riêng, stk, rao, inbox, nhóm chat, trang facebook',
    1: 'chuyển khoản, ship tận nơi',
  },
  disguised: {
    3:
      'pod, vape, tinh dầu, nước vui, kẹo dẻo, bánh lạy, bánh hạnh phúc, có tẩm, tẩm ma túy, ' +
      'pha thuốc lắc, núp bóng, trà sữa, nước xoài, có cần sa, pha cần sa, có pha, trá hình, socola, ' +
      'bánh cần, thuốc lá điện tử, kẹo lạ, tẩm chất, nước trái cây, trà chanh, trà thảo mộc, bánh quy, ' +
      'bánh có cần, thạch lạ, cà phê pha, xì gà, kẹo mút',
    2: 'có chất, lâng lâng, trẻ con, xỉu, buồn ngủ, quay cuồng, pha',
    1: 'kẹo, nước',
  },
  school: {
    3:
      'trg thcs, trg thpt, trg cấp, nhà xe trường, nhà xe trg, sân trường, dụ học sinh, cho học sinh, rủ rê học sinh, dụ hs, cho hs, cổng trường, học sinh lớp, ' +
      'lôi kéo học sinh, bán cho học sinh, nhà vệ sinh trường, trong trường, sinh viên trong trường, ' +
      'rủ học sinh, rủ hs, mấy học sinh, hs lớp',
    2:
      'lớp e, lớp em, cùng lớp, bạn lớp, học sinh, hs, giờ ra chơi, giờ ra về, giờ tan học, sau lưng trường, cổng sau trg, ' +
      'cổng sau trường, trường cấp, trường thpt, trường thcs',
    1: 'trường, trg, tan học',
  },
  house: {
    3:
      'mượn phòng, mượn chỗ, cho mượn chỗ, thuê phòng ngắn hạn, cho thuê ngắn hạn, cho mượn phòng, cho mượn nhà, cho thuê phòng, cho thuê nhà, cho thuê phòng theo giờ, mượn nhà, ' +
      'chủ nhà, chủ trọ, cho mượn, lấy tiền phòng, cho thuê theo giờ, chứa chấp, chủ cho thuê, ' +
      'cho tụi nó mượn, cho bọn nó mượn, vào mượn, mở cửa cho, cho vào nhà, cho người ta vào, ' +
      'cho thuê theo',
    2: 'chủ hộ, thuê phòng, chủ thu, chủ căn nhà, biết rõ mà, chủ chung cư, chủ cho, cho thuê',
    1: '',
  },
  venue: {
    3:
      'hát cho nhau nghe, quán hát, phòng trà, phòng máy lạnh, karaoke, phòng hát, quán nhạc, quán nhậu, quán bar, bar, vũ trường, nhà nghỉ, khách sạn, ' +
      'massage, club, pub, phòng vip, beer club, lounge, homestay, tiệc ma túy, mát xa, nv phát kẹo, ' +
      'nhà hàng',
    2: 'lễ tân, nhân viên mang, nhân viên, cho khách, quản lý, khách chơi, bóng cười',
    1: 'bay lắc, khách, quán',
  },
  storing: {
    3:
      'giấu ma túy, cất giấu, giấu hàng, chôn, cất hàng, chứa mấy thùng, tàng trữ, giấu, trữ hàng, ' +
      'chứa hàng, cất ma túy, chứa ma túy, nơi cất, nhét gói, giấu đồ, cất đồ, ém hàng, để hàng',
    2: 'cất, chứa, trữ, kho, nhét, cốp',
    1: 'bọc',
  },
  delivery: {
    3:
      'hầm hành lý, trong gầm xe, trong cốp xe, bưu phẩm, vận chuyển, chuyển phát, ship đồ, giao đồ, shipper, giao hàng đá, giao ma túy, giao gói hàng, ' +
      'chở đi giao, gửi ma túy, thùng xốp, bưu cục, bưu điện, giao gói, giao hàng, đổi hàng, ' +
      'ship hàng, ship ma túy, chở hàng, chở ma túy, nhà xe nhận, kiện hàng, xe ôm công nghệ, ' +
      'giao kẹo, giao cỏ, giao ke',
    2: 'xe khách, nhận gói, nhận bọc, ship, giao, chở, nhà xe, gửi hàng, đi giao, thùng hàng',
    1: 'xe',
  },
  selling: {
    3:
      'cân chia, chia gói, phân lẻ, chia nhỏ, trao đổi gói, bán lén, bán đá, bán heroin, bán kẹo, bán ke, bán cỏ, bán đồ, bán gói, bán ma túy, bán lẻ, ' +
      'bán thuốc phiện, bán ketamin, bán hàng trắng, bán ngựa, bán hàng, bán cần, mua bán, ' +
      'bán ke và kẹo, bán thuốc lắc, bán cái chết trắng, bán cocain, bán tem, bán thuốc, bán nấm, ' +
      'bán lá, bán gói trắng',
    2: 'nhận tiền, lấy tiền mặt, chuyền tay, túi zip, gói bột, dúi, trao đổi, lên lên xuống xuống, ra ra vào vào, ra vào, kẻ ra người vào, vào rồi ra, phút rồi ra, đưa tiền, gói nhỏ, bán, mua, lên mua, người nghiện tới, giao dịch, gói trắng, tép',
    1: 'đông, khách quen',
  },
  using: {
    3:
      'hút thuốc phiện, hút ma túy, chơi ma túy, dùng ma túy, hút hít, cắn thuốc, cắn kẹo, chơi thuốc, tiêm chích, chích hút, hút chích, đập đá, chơi đá, tụ tập chơi, tụ tập, chích heroin, hít ke, ' +
      'chơi ke, bay lắc, chơi bóng, hút đá, chơi đồ, sử dụng ma túy, phê, chơi hàng, hút cần, ' +
      'hít bóng, phê thuốc, hút cỏ, chơi kẹo, đập hàng, sử dụng, hít hàng, chích choác, lên đồ, ' +
      'hút heroin',
    2: 'mùi khét, kéo tới, coóng, chích, hít, kim tiêm vứt, bỏ kim, nỏ',
    1: 'nhạc, hút, kim tiêm',
  },
  other: {
    3: 'nhặt được',
    2: 'ống tiêm còn, kim tiêm trôi, mong được dọn, vứt trong bụi, nhờ dọn, kim tiêm vương vãi, nhặt',
    1: 'ống tiêm, kim tiêm',
  },
}

/** Of equals the one that stands first. */
export const categoryOrder: readonly TipCategory[] = [
  'danger',
  'driving',
  'minors',
  'growing',
  'making',
  'border',
  'precursors',
  'online',
  'disguised',
  'school',
  'house',
  'venue',
  'storing',
  'delivery',
  'selling',
  'using',
  'other',
]
