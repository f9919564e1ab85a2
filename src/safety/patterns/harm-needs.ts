import type { ConceptPhrases } from '../lexicon.ts'

/** What somebody in need asks, whatever drug and doing it names beside: each part of a need is one concept. */
export const harmNeeds: ConceptPhrases = {
  /** The crime and what stands on it. */
  needPenalty: [
    'phạm|mắc|dính|bị|khép|thành|là|vào *1 tội *1 gì|chi|j|nào|danh|không',
    '^tội gì|chi|j|danh|nào|sao',
    'tội|tù|án|phạt|khung|lãnh|bị|đi|ngồi *3 bao_nhiêu|mấy|nhiêu *1 năm|tháng|triệu',
    'bị|có|sẽ *1 phạt|xử|xử_lý|xử_phạt|^tù|đi_tù|tước *4 sao|thế_nào|ra_sao|gì|chi|bao_nhiêu|bao_lâu|mấy|kiểu_gì|không|chưa',
    'mức|khung *1 án|phạt|hình *2 sao|ra_sao|thế_nào|bao_nhiêu|nào|cao_nhất|thấp_nhất',
    'án|phạt *1 cao_nhất|nặng_nhất *2 là|gì|chi|bao_nhiêu|mấy',
    'hành_chính|hình_sự hay|hoặc',
    'is|it|that|this *3 crime|illegal|legal|offence|offense',
    'bao_nhiêu|mấy|nhiêu *3 thì *2 đi_tù|^tù|bị_tù|ở_tù|phạt|khởi_tố|truy_cứu|tử_hình|phạm_tội|có_tội|bị_bắt',
    'tội|bị|ai|em *1 nặng_nhất|nhẹ_nhất|nặng_hơn',
  ],
  /** What it does to body and mind. */
  needEffect: [
    'có|bị|^dễ *6 chết|liệt|bại|khùng|điên|vô_sinh|ung_thư|rụng|lở|tê|teo|mất_trí|hư|hỏng|hại|nguy_hiểm|ảnh_hưởng|độc|suy|trầm_cảm|loạn_thần|ngáo|ngưng_thở|đột_quỵ|dị_tật|yếu|nghiện|ghiền|lệ_thuộc|sốc *7 không|chưa|hông',
    'hại|tác_hại|hại_gì|ảnh_hưởng|tác_động|nguy_hiểm|độc|tổn_thương|hậu_quả|di_chứng|biến_chứng *6 gì|chi|sao|thế_nào|ra_sao|tới_đâu|cỡ_nào|không|thật|hơn|nào|bao_nhiêu',
    'hại|hư|hỏng|suy|viêm *1 bàng_quang|bọng_đái|thận|gan|não|phổi|tim|mũi|răng|da|thần_kinh',
    'cái|chất|loại|thứ|món nào|mô *1 hại|nguy_hiểm|độc|nặng|dễ_chết|dễ_nghiện',
    'biểu_hiện|triệu_chứng|dấu_hiệu *4 gì|chi|sao|thế_nào|ra_sao|nào',
    'lâu_dài|lâu|nhiều|hoài|mỗi_ngày *10 có *4 bị|sao|hại|hư|yếu *8 không',
    'dễ chết|liệt|ngáo|sốc|nghiện|ngưng_thở',
    'đúng hay|hoặc sai',
    'tốt|đúng|nên *2 hay|hoặc *2 hại|xấu|không',
    'biểu_hiện|triệu_chứng|dấu_hiệu *6 nhận_ra|nhận_biết|biết',
    'nguy_hiểm|hại|độc thế_nào|ra_sao|gì|chi|không|sao',
  ],
  /** What a thing is, and how it looks. */
  needIdentity: [
    'là|nghĩa|kêu gì|chi !cho|để|mà|thay',
    'là cái|thứ|loại|chất|con|món|đồ *2 gì|chi|nào',
    'có phải|pải *6 không|hông|hả|ma_túy|cần_sa|thuốc_lắc|ke',
    'nhìn|trông|hình_dáng|mùi|màu *1 thế_nào|ra_sao|sao|ra_làm_sao|như_nào|làm_sao',
    'phân_biệt|nhận_biết|nhận_ra|nhận_dạng *5 thế_nào|sao|cách_nào|kiểu_gì|bằng_gì',
    'sao|thế_nào|cách_nào *5 nhận_ra|nhận_biết|phân_biệt|mà_tránh',
    'có|chứa *1 ma_túy|chất_cấm *3 không',
    'dùng để làm_gì|chi',
    'làm_sao|sao|cách|cách_nào *1 biết !cách|chỗ|mối|ai *8 không|chưa',
    'pha|trộn|tẩm|chứa ma_túy *2 không',
  ],
  /** Somebody close found something, or knows. */
  found: [
    'phát_hiện|thấy|tìm_ra|tìm_thấy|bắt_gặp|lục|dọn|giặt|mở|nhặt|biết *10 con|chồng|vợ|em_trai|em_gái|anh_trai|cháu|nó|thằng_bé|thằng_nhỏ|nhỏ_em',
    'con|chồng|vợ|em_trai|em_gái|cháu|nó *4 giấu|cất|nhét|để *8 trong|dưới|sau',
  ],
  /** How to speak with them about it. */
  talk: [
    'nói|hỏi|nói_chuyện|mở_lời|tâm_sự|khuyên|trò_chuyện|dạy|bảo *6 sao|thế_nào|gì|chi|cách_nào|ra_sao|làm_sao',
    'làm_sao|thế_nào|cách_nào|sao|làm_gì|làm_thế_nào *3 cho|để|mà *2 nó|con|cháu|chồng|vợ|em *2 kể|nghe|nói|tin|bỏ|hiểu|mở_lòng',
  ],
  /** Others offer or press. */
  offered: [
    'rủ|rủ_rê|mời|ép|bắt|dúi|dụ|gạ|kêu|nài|xúi|chèo_kéo *8 chơi|hút|thử|hít|cắn|kéo|đập|uống|dùng|xài|bay|bay_lắc|đi_bay|khay|chích',
  ],
  unwilling: [
    'không|chẳng|hổng|chả|đâu *2 muốn|dám|thích|chịu|ham|đồng_ý',
    'từ_chối|khước_từ|nói_không|chối_khéo|thoái_thác',
    'ngại|^ngán',
    'né|tránh|từ_chối *1 khéo|khỏi|mà_không|sao',
    'trả_lời|nói|đáp *1 sao|thế_nào|gì *4 thôi|tha|buông|dừng',
  ],
  needRefusing: [
    'từ_chối|khước_từ|nói_không *8 sao|thế_nào|cách_nào|mẹo|khéo|không *1 mất|quê|sợ|bị|giận|?',
    'mẹo|cách|làm_sao|sao|thế_nào|cách_nào|câu_nào *4 từ_chối|khước_từ|nói_không|né_lời_rủ',
  ],
  /** It pulls, or it has happened again. */
  needCraving: [
    'thèm *1 quá|muốn|thuốc|đá|ke|cỏ|cần|kinh_khủng|dữ|lắm|hoài|chịu|điên|chơi|hút',
    'cơn|bớt|hết|đỡ|cũng|giảm|qua|lại|đang|nổi thèm',
    'bứt_rứt|bủn_rủn|ngứa_ngáy|chịu_hết_nổi|chịu_không_nổi *5 chơi|hút|dùng|thèm|cứu|giúp',
    'lỡ *2 chơi|hút|dùng|hít|xài|đập lại',
    'muốn|sợ|suýt *2 chơi|hút|dùng|xài|đụng|tái|quay lại !thuốc|đá|ke|cỏ|hàng',
    'sợ|suýt|vừa|lại *1 tái_nghiện',
    'khỏi|đừng|hết|quên|bớt *1 nghĩ|nhớ *1 tới|đến|nó|thuốc',
  ],
  /** The way out of it. */
  needStopping: [
    'làm_sao|cách|cách_nào|làm_thế_nào|sao|làm_gì|làm_răng *2 bỏ|cai|dứt|ngưng|nghỉ|bỏ_hẳn đá|ke|cỏ|cần|bóng|kẹo|pod|vape|chơi|hút|nghiện|ma_túy|hẳn|được !vào|vô|trong|cho|lên',
  ],
  /** Wounds and what blood carries. */
  needInjury: [
    'hiv|viêm_gan|phơi_nhiễm|áp_xe|nhiễm_trùng|hoại_tử|uốn_ván',
    'chung|dùng_chung|chích_chung *1 kim|ống|bơm_kim',
    'kim|kim_tiêm|ống_chích *2 đâm|trúng|chích_trúng|quẹt',
    'giẫm|đạp|dẫm|lượm *2 kim',
    'chỗ|vết|tay|chân *1 chích|tiêm|ven *4 sưng|mủ|đỏ|loét|nóng|đau|thâm|cứng|áp_xe',
  ],
  /** Somebody is to be cared for. */
  needCare: ['chăm_sóc|sơ_cứu|cấp_cứu|xử_trí *3 thế_nào|sao|cách_nào|gì|chi|ra_sao'],
  /** Seen at the wheel. */
  needRoad: ['vừa *3 vừa *1 lái|chạy|chở', 'lái_xe|tài_xế|bác_tài|xe *10 vừa hút|chơi|phê|đập|hít *4 vừa'],
  /** The law is to be escaped, not known. */
  unpunished: ['để|mà|cho|sao_cho|cách_nào *3 khỏi|không|đừng|tránh|né|thoát *2 phạt|tù|đi_tù|tội|bắt|tóm'],
  /** The how of the doing is wanted after all, or not to be found out. */
  wantsDoing: [
    'để|mà|cho|sao_cho|cách_nào *3 khỏi|không|đừng|tránh|né|thoát *2 phát_hiện|lộ|nghi|lên_vạch|dương_tính !tới|đến|ngợi',
    'mua|kiếm|tìm|lấy|săn|bán *3 ở_đâu|đâu|chỗ_nào|của_ai|nhóm_nào',
    'ở_đâu|chỗ_nào|ai|nơi_nào *5 còn|bán|giao|ship *2 @sure|đá|ke|kẹo|cỏ|hàng|đồ',
    'chích|tiêm|hút|hít|chơi|nấu|chế|trồng|giấu|pha|cuốn *2 sao|thế_nào|kiểu_gì|cách_nào|bằng_gì *1 cho|để|mà|thì|là|mới',
    'chích|tiêm *2 chỗ_nào|đâu|vô_đâu',
    'cho|để|sao *2 nó|bạn|crush|người_yêu|em_ấy|nhỏ|bồ|tụi_nó *1 chịu|đồng_ý|thử|theo|mê|dính !nghe|nói|kể|bỏ|cai|đi|khai|khám|thôi',
    'lén|không *1 hay|biết *4 bỏ|pha *2 gì|thuốc_gì',
    'mà vẫn|còn *1 qua|phê|được|chơi|lên',
    'an_toàn|^đã|chuẩn nhất',
  ],
  /** Orders that need no mark to be clear. */
  order: [
    'how|where|teach|show *2 make|cook|grow|buy|get|hide|sell|pass|beat|smuggle',
    'chỉ|bày|dạy|hướng_dẫn|giúp|cho *3 em|tôi|mình|tui|tao|t|e|cháu|anh|với *3 cách|chỗ|mối|mẹo|công_thức|quy_trình|bước|các_bước|link|số',
    'công_thức|quy_trình|từng_bước|từng_công_đoạn|các_bước|hướng_dẫn *4 nấu|chế|điều_chế|làm|trồng|pha|chiết|chơi|hút|chích|giấu|cai_đặt',
    'viết|tả|mô_tả|kể *8 công_đoạn|chi_tiết|từng_bước|cách_nấu|cách_làm',
  ],
  /** How much of it. */
  amount: [
    'bao_nhiêu|mấy|bn|nhiêu *1 viên|điếu|tép|gam|gram|g|bi|quả|trái|đường|kẻ|hơi|liều|mg|ml|giọt|miếng|tờ|ly|tai|chấm|tablets',
    'bao_nhiêu|chừng_nào|cỡ_nào|bn *1 thì|là|mới|cho|để',
    'tỉ_lệ|tỷ_lệ|liều|liều_lượng *2 sao|bao_nhiêu|thế_nào|nào',
  ],
  /** A test by officials or an employer. */
  officialTest: [
    'test|thử_nước_tiểu|xét_nghiệm|nước_tiểu|que_thử|khám_sức_khỏe|lấy_mẫu|chốt|thử_máu|khám_tuyển|kiểm_tra',
  ],
  /** Who speaks draws somebody else in. */
  luresOthers: [
    'rủ|dụ|mời|ép|thuyết_phục nó|bạn|crush|con_nhỏ|em_ấy|đứa|nhỏ|thằng|người_yêu|tụi_nó|mấy_đứa|con_bạn|bồ|bạn_gái !em|tôi|mình',
  ],
}

type NeedRule = { all: readonly string[]; unless: readonly string[] }

const always = ['order', 'wantsDoing', 'unpunished'] as const
const doing = [...always, 'request', 'amount', 'effect', 'justRight', 'giving', 'spike'] as const
const tests = ['trick', 'beat', 'officialTest'] as const

/** A need is whole when all its parts are said and nothing that makes it a pretext. */
export const needRules: readonly NeedRule[] = [
  { all: ['needPenalty'], unless: [...always, 'gain', 'dodge.whole', 'trick', 'beat'] },
  { all: ['needEffect'], unless: [...doing, 'evade', 'trick', 'beat'] },
  {
    all: ['needIdentity'],
    unless: [
      ...doing,
      ...tests,
      'evade',
      'where',
      'make.whole',
      'substitute',
      'lure',
      'checkpoint',
      'dodge.whole',
    ],
  },
  { all: ['found', 'talk'], unless: [...doing, 'where', 'beat'] },
  { all: ['offered', 'unwilling'], unless: [...doing, 'luresOthers', 'officialTest', 'where'] },
  { all: ['needRefusing'], unless: [...doing, 'luresOthers', 'officialTest', 'where'] },
  {
    all: ['needCraving'],
    unless: [...doing, 'mixing', 'where', 'substitute', 'beat', 'officialTest', 'make.whole', 'sell.whole'],
  },
  { all: ['needStopping'], unless: [...doing, ...tests, 'evade', 'where'] },
  { all: ['needInjury'], unless: doing },
  { all: ['needCare'], unless: [...doing, ...tests] },
  { all: ['needRoad'], unless: [...doing, 'evade'] },
]
