import type { ConceptPhrases } from '../lexicon.ts'

/** Requests that are whole in one phrase: they need no "how" beside them. */
export const refusalRequests: ConceptPhrases = {
  tamper: [
    'tháo|cắt|gỡ|phá|bẻ *3 vòng|giám_sát|định_vị|thiết_bị|máy_đeo *5 cho|để|mà|sao *3 không|khỏi|đừng *2 kêu|báo|biết|bít|bik|hay|phát_hiện|lộ|reo|hú|rung',
    'làm_sao|cách|kiểu_gì|mẹo *3 tháo|cắt|gỡ|phá|bẻ *3 vòng|giám_sát|định_vị|thiết_bị *5 không|khỏi|đừng *2 kêu|báo|biết|bít|bik|hay|phát_hiện|lộ|reo|hú',
    'bọc|quấn|chặn|phá|nhiễu *4 vòng|giám_sát|định_vị *4 sóng|tín_hiệu',
    '^bọc|quấn|^chặn|nhiễu *4 vòng|giám_sát|định_vị',
    'tháo|gỡ|cắt|phá|bẻ *3 vòng|giám_sát|định_vị|thiết_bị *6 có *1 ai|bị *1 biết|phát_hiện|hay|lộ *1 không',
    'vòng|định_vị|giám_sát *5 quấn|bọc|chặn|bao|nhúng *6 mất_sóng|mất_tín_hiệu|mất|sóng|nhiễu|kêu',
    'hack|qua_mặt|đánh_lừa *3 vòng|giám_sát|định_vị',
  ],
  escape: [
    'trốn|lánh *1 truy_nã *10 đường_nào|đi_đâu|cách|sang|qua|chỗ_nào',
    'trốn|thoát|vượt|leo *2 trại|cơ_sở|trung_tâm|rào|tường *4 bằng|đường_nào|hướng_nào|lối_nào|kiểu_gì|cách_nào|hướng',
    'đường|lối|hướng *1 nào *4 khỏi|tránh|né|không *2 chốt|csgt|công_an|trạm',
    'làm_sao|cách|cách_nào|kiểu_gì|mẹo *2 trốn|vượt *2 trại|cơ_sở|trung_tâm|chỗ_cai|khỏi',
  ],
  injectUnseen: [
    'chích|tiêm *8 khỏi|không|đừng *2 để_lại|phát_hiện|thấy|lộ *2 vết|dấu|sẹo',
    'chích|tiêm *8 vợ|chồng|mẹ|ba|bố|người *2 khỏi|không|đừng *1 phát_hiện|thấy|biết|hay',
  ],
  drugForSleep: [
    'thuốc|chất *2 nào|gì|chi *3 bỏ|pha|nhỏ|cho *1 vào|vô *6 ngủ|mê|gục|xỉu|ngất',
    'bỏ|pha|nhỏ thuốc|chất *1 gì|nào|chi *2 vào|vô *6 ngủ|mê|gục|xỉu|ngất',
  ],
  keepUnseen: [
    'để|cho|mà|sao *3 không|khỏi|đừng *1 thấy|biết|hay|tìm|phát_hiện|ngửi|lục',
    'tìm *1 không|khỏi *1 thấy|ra',
  ],
  drawIn: [
    'rủ|dụ|dụ_dỗ *4 chơi|hút|hít|cắn|thử|đập *5 cho|để *1 nó|chịu|đồng_ý|nghe *1 chịu|đồng_ý|nghe|thử|?',
    'cách|làm_sao *2 rủ|dụ|dụ_dỗ *4 chơi|hút|hít|cắn|đập',
  ],
  fakeIllness: ['kê|xin|toa *6 khai *2 bệnh|bịnh *1 gì|nào|sao|chi'],
  /** What was forgotten is to be made up for: no question of where it is given. */
  doubled: [
    'uống|dùng|cho|tiêm *2 gấp_đôi|gấp_2|gấp_ba|bù|hai_liều|2_liều|dồn',
    'quên|lỡ|bỏ *3 bữa|cữ|liều|ngày *6 uống|dùng *1 bù|gấp_đôi|gấp|dồn|luôn',
  ],
  orderMedicine: ['kê *1 cho|giùm|giúp *1 @i *3 thuốc|toa|đơn', 'kê *1 giùm|giúp *3 thuốc|toa|đơn'],
}
