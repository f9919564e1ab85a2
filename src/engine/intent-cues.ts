import type { ConceptPhrases } from '../safety/lexicon.ts'
import { sharedConcepts } from '../safety/patterns/shared.ts'

export type IntentLabel = 'counselling-self' | 'counselling-family' | 'tip' | 'law question' | 'services' | 'other'

/** Words that say what somebody wants, whatever the example sentences are. */
export const intentCues: ConceptPhrases = {
  otherPerson: ['@relative @me', 'thằng_bạn|thằng_em|thằng_anh|đứa_bạn|nhỏ_bạn|con_bạn|thằng_con|thằng_cháu|ông_xã|bà_xã|đứa_em|nhỏ_em|ông_chồng|bà_vợ|thằng_nhỏ|con_nhỏ', 'bạn|chồng|vợ|con_trai|con_gái|con_bé|thằng_bé|anh_trai|em_trai|em_gái|chị_gái|cháu|mẹ|bố|ba|má *2 bị|đang|vừa|mới|nó|cứ|lại|nghiện|chơi|hút|hít|dùng|không_chịu|nhà|cùng|thân|học|hay|toàn', 'người_yêu|bồ|crush|nyc|bạn_trai|bạn_gái|bạn_thân|bạn_cùng', 'anh_ấy|chị_ấy|cô_ấy|bạn_ấy|cậu_ấy', 'học_trò|học_sinh *3 em|tôi|của|mình|lớp', 'con *1 trai|gái|tôi|mình|lớn|út|đầu', '^nó|no *1 !biết'],
  ownRelation: ['@relative @me', 'bạn_thân|ông_xã|bà_xã|thằng_bạn|thằng_em|đứa_bạn|nhỏ_bạn|con_bạn|thằng_con|nhỏ_em|đứa_em|thằng_cháu|anh_trai|em_trai|em_gái|chị_gái|con_trai|con_gái|chồng|vợ|người_yêu|bạn_cùng', 'con_bé|thằng_bé *1 nhà'],
  outsider: ['nhà_bên|hàng_xóm|nhà_đối_diện|nhà_kế|phòng_bên|phòng_kế|bên_cạnh|dãy_trọ|khu_trọ|nhà_trọ|cuối_hẻm|đầu_ngõ|trong_hẻm|xóm_em|xóm_tôi|khu_em|tầng_trên|tầng_dưới', 'có *1 ông|bà|thằng|con|đứa|chị|anh|nhóm|tụi|cặp|gia_đình', 'ông|bà|chị|anh|chú|cô kia|nọ|này', 'nhà *1 kia|nọ|đó|số', 'em|tôi|mình|cháu *1 thấy', 'quán|tiệm|bar|karaoke'],
  harmless: sharedConcepts['harmless'] ?? [],
  playful: [...(sharedConcepts['fiction'] ?? []), ...(sharedConcepts['animal'] ?? []), ...(sharedConcepts['news'] ?? [])],
  parent: ['phụ_huynh|làm_cha|làm_mẹ|làm_bố', 'con_tôi|con_em|con_mình|con_trai|con_gái|con_bác|con_cô|con_chị|cháu_nhà|cháu_tôi|con_nhà', 'trong|cặp|phòng|điện_thoại *2 con|cháu|nó', 'nói_chuyện|khuyên|dạy|hỏi *2 với? con|cháu|nó|chồng|vợ|bạn', 'người_nhà|gia_đình|người_thân', 'giúp *2 nó|bạn|chồng|vợ|con|anh|em_trai|người'],
  selfActs: ['@i *3 lỡ|muốn|mún|cần|nghiện|chơi|hút|hít|cắn|dùng|xài|thèm|thử|bỏ|cai|tập|sợ|lo|thấy|đang|vừa|mới|từng|bị|cứ|hay|không|mệt|buồn|chán|ngừng|phê|uống|rít|chích|nghỉ|có_bầu|cũng|nên|phải', 'muốn|tính|đang|mới|tự *2 bỏ|cai|nghỉ|dừng|cắt *1 đá|ke|cần|cỏ|pod|vape|thuốc|hàng|nó|ma_túy|bóng|được|hẳn|?', '@no *2 bỏ *1 được|nổi', 'bạn_bè|tụi_bạn|mấy_đứa|nhóm_bạn|đám_bạn|may_dua|hội_bạn|chúng_nó *4 rủ|mời|ép|chê|lôi_kéo', 'thèm|nhớ *1 thuốc|đá|ke|quá', 'lỡ *2 chơi|dùng|hút|hít|thử|cắn|uống|xài|lại', 'ba_mẹ|bố_mẹ *2 chưa_biết|biết|phát_hiện|la|đánh', 'bản_thân', 'vật|vã|lên_cơn *1 thuốc|quá|?', 'từ_chối', 'chơi|hút|hít|dùng|xài|bỏ|cai|ngừng|nghỉ *4 @num|rồi|lâu *1 năm|tháng|tuần|hôm|ngày|bữa|lần'],
  emotion: ['buồn|chán|mệt|tuyệt_vọng|cô_đơn|stress|áp_lực|trầm_cảm|lo_lắng|mất_ngủ|hối_hận|xấu_hổ|nhục|sợ|bế_tắc|tủi', 'muốn *2 nói_chuyện|tâm_sự|chia_sẻ', 'không_muốn_sống|muốn_chết|tự_tử'],
  tip: ['báo *1 tin|cáo|giúp|công_an|án', 'muốn|xin|cần|cho|để *3 báo *1 tin|một|chỗ|quán|nhà|nhóm|ổ|thằng|vụ|điểm|khu|về|ẩn|?', 'tố_giác|tố_cáo|trình_báo|mật_báo|tố *1 cáo', 'báo *2 ở_đâu|đâu|ai|cho_ai', 'ẩn_danh|giấu_tên|lộ_tên|lộ_danh_tính|lộ *2 tên|danh_tính', 'tụ_tập|bay_lắc|điểm_bán|ổ *1 ma_túy|bán|nghiện|chích|nhóm|?', 'có *3 người|thằng|đứa|nhóm|ông|bà|tụi|bọn|mấy|ai|nick|tài_khoản|quán|nhà|ổ|đám *6 bán|rao|giao|tụ_tập|hút|chích|chơi|buôn|trồng|chứa|dụ|rủ|chào|mời', 'người|thằng|đứa|nhóm|ông|bà|tụi|bọn|quán|nhà|tiệm|shop|chỗ|nick|tài_khoản|page|group|ổ *5 bán|rao|giao_hàng|tụ_tập|buôn|trồng|chứa|phi_tang|chia_hàng|bán_hàng|mua_bán', 'nhà_bên|hàng_xóm|nhà_đối_diện|nhà_kế|phòng_bên|phòng_kế|bên_cạnh|cuối_hẻm|đầu_ngõ|cuối_ngõ|trong_hẻm|đầu_hẻm|khu_trọ|dãy_trọ|xóm|khu_phố|ngõ|hẻm|xóm_em|chung_cư|tầng_trên', 'quán *1 karaoke|bar|cà_phê|nét|net|internet|bida|nhậu|trà_sữa|bi_da|?', 'nhà_nghỉ|khách_sạn|phòng_trọ|nhà_trọ|vũ_trường|gầm_cầu|bãi_đất|công_viên|nghĩa_địa|bãi_xe', 'giấu|cất *2 hàng|ma_túy|đồ|trong', 'ra_vào *2 suốt|liên_tục|cả_đêm|tấp_nập', 'thấy *4 bán|tụ_tập|chích|giao|dụ|trồng|hút|kim_tiêm|rao', 'cho_học_sinh|cổng_trường|gần_trường|trước_trường', 'gửi *2 link|ảnh|hình|biển_số *2 cho', 'biển_số|địa_điểm|giao_dịch', 'trồng *2 cần|cần_sa|cây', 'kim_tiêm|ống_chích'],
  reportStrong: ['báo_tin|tố_giác|tố_cáo|trình_báo|báo_cáo', 'muốn|xin|cần|cho *3 báo', 'báo *2 ở_đâu|cho_ai|đâu|chỗ_nào', 'bán *8 gọi *1 ai|số|đâu', 'rao_bán|lén_bán'],
  law: ['phạt *5 bao_nhiêu|năm|tù|tiền|sao|không|thế_nào|gì|ra_sao', 'bị_phạt|xử_phạt|mức_phạt|hình_phạt|khung|phạt', 'tội', '^tù|đi_tù|ở_tù|tù *1 không|mấy|bao|tội', 'xử_lý|xử_lí *2 sao|thế_nào|hình_sự|không|hành_chính|?', 'hình_sự|hành_chính|tiền_án|tiền_sự|án_tích|lý_lịch|hồ_sơ_lý_lịch', 'luật|nghị_định|thông_tư|bộ_luật|điều_khoản|quy_định|pháp_luật|hiến_pháp', 'điều @num|249|250|251|252|255|256|256a|35|36', 'có *3 quyền', 'bắt_buộc', 'tòa|tòa_án|khởi_tố|truy_cứu|tạm_giam|tạm_giữ|bị_bắt', 'vi_phạm|phạm_pháp|phạm_luật|hợp_pháp|bị_cấm', 'thời_hạn', 'quản_lý_sau_cai|quản_lý *1 người', 'dương_tính *6 bị|có|thì', 'có_bị *3 đuổi|bắt|phạt|đi|ghi|giữ|mất|sao|gì', 'công_an *3 bắt|giữ|mời|gọi|lập|khám|xét', 'tàng_trữ|vận_chuyển|mua_bán|tổ_chức_sử_dụng|chứa_chấp|lôi_kéo', 'bao_nhiêu|mấy *1 năm', 'ghi *2 hồ_sơ|lý_lịch|án', 'bị *2 đuổi *1 học', 'được_phép|có_được *4 không', 'giám_sát_điện_tử|biên_bản', 'diện *1 quản_lý', 'từ_bao_nhiêu_gam|bao_nhiêu_gam|mấy_gam'],
  lawStrong: ['bị_phạt|xử_phạt|mức_phạt|phạt *3 bao_nhiêu|tiền|sao|thế_nào|tù|ntn|gì', '^tù|đi_tù|ở_tù|tù *1 mấy|bao_nhiêu|không', 'tội *2 gì|không|danh', 'hình_sự|tiền_án|án_tích|luật|nghị_định|bộ_luật', 'có_quyền|quyền', 'phạm_tội|phạm_pháp|vi_phạm', 'lý_lịch', 'đuổi_học', 'mấy_năm_tù'],
  services: ['ở_đâu|chỗ_nào|nơi_nào|đâu *2 ạ|vậy|?', 'chỗ|nơi|cơ_sở|trung_tâm|bệnh_viện|phòng_khám|trạm *4 cai|tư_vấn|methadone|khám|điều_trị|nhận|phát|xét_nghiệm|uống|nào|uy_tín', 'địa_chỉ|số_điện_thoại|sđt|hotline|đường_dây_nóng|tổng_đài|số_máy|sdt', 'chi_phí|bao_nhiêu_tiền|học_phí|giá|mất *2 tiền|miễn_phí|tốn|hỗ_trợ|lệ_phí', 'methadone', 'trung_tâm|cơ_sở|bệnh_viện|trạm_y_tế|phòng_khám|trại_cai', 'đăng_ký|nộp|làm *2 hồ_sơ|giấy|thủ_tục|đơn', 'giấy_tờ|thủ_tục|hồ_sơ *2 gì|cần|?', 'thăm *1 nuôi|gặp|người', 'vay_vốn|học_nghề|việc_làm|xin_việc|vay', 'tìm *2 chỗ|nơi|trung_tâm|bác_sĩ|trường', 'giờ_làm_việc|mở_cửa|lịch_khám|đặt_lịch|cấp_phát|phát_thuốc', 'que_thử *3 đâu|giá|mua', 'khám *3 đâu|nào', 'cai *2 tự_nguyện|tại_nhà|cộng_đồng', 'gần *1 đây|nhà|tôi|em'],
  servicesStrong: ['địa_chỉ|số_điện_thoại|sđt|sdt|hotline', 'chỗ|nơi|trung_tâm|cơ_sở|bệnh_viện|phòng_khám *4 cai|nhận|phát|uống|khám|xét_nghiệm|tư_vấn|điều_trị|nào', 'methadone *4 đâu|nào|giấy|giá|phí|đăng_ký|mấy_giờ', 'cai *3 ở_đâu|đâu|chỗ_nào', 'vay_vốn|học_nghề|chi_phí', 'giấy_tờ *2 gì', 'hồ_sơ *2 đâu|gì', 'bao_nhiêu_tiền', 'tìm *1 chỗ|nơi', 'giá *1 bao_nhiêu', 'đăng_ký *4 ở_đâu|cần|thế_nào|sao'],
  receipt: ['mã *1 biên_nhận|tin|tra|sáu', 'biên_nhận', 'xem|tra|kiểm_tra|coi|check|theo_dõi *2 tin|mã|kết_quả *2 đã|báo|gửi|của|?', 'tin *4 báo|gửi *4 tới_đâu|chưa|sao_rồi|xử_lý|nhận'],
  chat: ['chào|xin_chào|hello|hi|alo|hé_lô', 'bạn|bot|mày|em *1 là_ai|tên_gì|là_gì', 'cảm_ơn|cám_ơn|tks|thank|thanks', 'thời_tiết|trời_đẹp|mưa|xổ_số|bóng_đá|giá_vàng|tin_tức|ca_sĩ|ăn_gì|ăn_cơm|bài_tập|làm_thơ|nấu_ăn|shipper|chứng_khoán|bitcoin|tỷ_số|tỉ_số', 'bài_hát|ai_hát|lời_bài|phim|truyện|game|nhạc|boss|rank|nhân_vật', 'hihi|haha|hehe|kkk|hahaha|kk|lol', 'trà_sữa|cà_phê|trà_đá|iphone|ly|ship|topping', 'mèo|^chó|cún|thú_y', 'ngu|dở_hơi|vô_dụng'],
  drugTopic: ['@hardDrug', 'nghiện|cai|phê|chích|hút_chích|bay_lắc|đập_đá|chơi_đồ|hút_cần|ngáo|sốc_thuốc|quá_liều|thuốc|que_thử|dùng_lại|tái_nghiện|cai_nghiện|ma_túy|hút|vape|pod'],
  askFact: ['là_gì|có_tác_hại|tác_hại|dấu_hiệu|triệu_chứng|vì_sao|tại_sao|có_phải|bao_lâu|thế_nào'],
}

/** How much a cue speaks for each label. */
export const cueWeights: Readonly<Record<string, Partial<Record<IntentLabel, number>>>> = {
  otherPerson: { 'counselling-family': 2.2 },
  parent: { 'counselling-family': 1.6 },
  selfActs: { 'counselling-self': 1.8 },
  emotion: { 'counselling-self': 0.9 },
  tip: { tip: 1.3 },
  reportStrong: { tip: 2.6 },
  law: { 'law question': 1.1 },
  lawStrong: { 'law question': 2 },
  services: { services: 1 },
  servicesStrong: { services: 1.9 },
  chat: { other: 1.6 },
  drugTopic: { 'counselling-self': 0.3, 'counselling-family': 0.2, tip: 0.2, 'law question': 0.2, services: 0.2 },
}
