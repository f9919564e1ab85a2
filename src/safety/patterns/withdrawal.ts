import type { DangerPatterns } from './pattern.ts'

/** Stopping alcohol, sleeping pills, GHB or opioids with signs that need a doctor now; pregnancy and newborns. */
export const withdrawal: DangerPatterns = {
  type: 'withdrawal',
  concepts: {
    stopSubstance: [
      'bỏ|cai|ngưng|ngừng|dừng|cắt|nhịn|thiếu|thôi|nghỉ|cạn|tự_cai|tự_bỏ *3 rượu|bia|xanax|seduxen|thuốc_ngủ|thuốc_an_thần|an_thần|heroin|hê|hàng_trắng|hàng|methadone|thuốc|thuốc_phiện|ghb|nước_biển|benzo|đá|ma_túy|tramadol|codein|morphin|nghiện|trắng|chất|ke|cần|thuốc_lắc|lean|diazepam|valium|đồ|pod|g', 'cai *3 @num|hôm|ngày|bữa|đêm|tiếng|h|rồi|được|tại|ở|nhà|cho|chay|khô|nghiện|thuốc|rượu|methadone', 'đang|tự|mới|vừa|bắt_đầu|hôm_nay|đợt *2 cai|bỏ_thuốc|cắt_cơn|cắt_thuốc', 'cắt *1 cơn', 'bỏ *2 đột_ngột|ngang|cái_rụp|hẳn', 'hết *1 thuốc|hàng|methadone', '@no *2 uống *1 rượu|methadone|thuốc', '@no *1 có *2 thuốc|hàng|rượu|methadone', 'quên|lỡ|trễ *2 uống? *1 methadone', 'sau_khi *1 bỏ|cai|ngưng|ngừng', 'từ *1 khi|lúc|hôm|ngày *1 bỏ|cai|ngưng|ngừng|cắt'],
    stopAlcohol: ['@no *2 uống|nhậu|đụng *1 rượu|bia|giọt|nữa|vì|do', '@no *1 nhậu', 'bỏ|cai|ngưng|ngừng|dừng|cắt|nhịn|thôi|nghỉ|thiếu *2 rượu|bia|nhậu|uống', 'rượu|bia|nhậu *8 bỏ|cai|ngưng|ngừng|dừng|cắt|nhịn|thôi|nghỉ|không_uống|chưa_uống', '@no *2 uống *1 rượu', 'nghiện_rượu *12 bỏ|cai|không_uống|ngưng|ngừng|nghỉ|nhịn'],
    craving: ['vã_vật', 'thiếu *1 thuốc|hàng', 'xương *3 nhức|đau|như|mỏi', 'hết_thuốc|không_có_thuốc *3 nhức|run|đau', 'vật *1 thuốc|vã|hàng|đá|rượu', 'vã *1 thuốc|hàng|quá|lắm|dữ', 'vật_vã', 'đói *1 thuốc|hàng|đồ', 'lên_cơn *2 vật|nghiện|thuốc|thèm_thuốc|đói_thuốc|cai|vã', 'cơn *1 vật|nghiện|vã|cai|thuốc', 'thèm_thuốc *3 không_chịu_nổi', 'hội_chứng_cai', 'giòi|dòi *3 trong *1 xương', 'nhức *2 trong *1 xương|tủy', 'như *2 giòi|kiến|dòi|sâu *3 xương|tủy', 'nhức *1 xương|tủy'],
    delirium: ['có *1 rắn|kiến|chuột|ma|gián|nhện|sâu|người *2 trên|trong|dưới|quanh', 'thấy *3 kiến|rắn|gián|chuột|sâu|bọ|nhện|con_vật|con|ma|người|giòi *3 bò|đầy|trên|chạy|giường|tường|?', 'kiến|rắn|gián|chuột|sâu|bọ|nhện|giòi *2 bò|đầy', 'sảng|mê_sảng|nói_sảng|sảng_rượu', 'lú_lẫn|lẫn_lộn|lẫn', '@no *2 nhận *1 ra|biết *2 ai|mẹ|vợ|con|người|bố|tôi|em|nhà|gì', 'nói *2 lung_tung|nhảm|lộn_xộn|mê|linh_tinh', 'ảo_giác|hoang_tưởng', 'bắt *2 chuồn_chuồn|con|bọ|sâu', 'chụp *2 không_khí', 'nghe *2 tiếng'],
    tremor: ['run *3 không', 'tay *1 run', 'run *3 bần_bật|lẩy_bẩy|cầm_cập|bắn|như_cầy_sấy|bay_bay|toàn_thân|không_ngừng|dữ|tay|chân|người|quá|lắm|hết|rẩy|cả', 'vã|toát|đổ *1 mồ_hôi', 'tim|mạch *2 đập? nhanh|loạn|thình_thịch', 'sốt *1 cao|?', 'co_rút|co_cơ'],
    noHold: ['nôn|ói|mửa *4 liên_tục|không_ngừng|suốt|hoài|ra_máu|mật|thốc|cả|ra|dữ|nước_vàng|mật_xanh|mật_vàng|từ|mấy|nhiều|mọi_thứ|sạch|không_cầm', 'nôn|ói|mửa *8 @no *2 giữ|ăn|uống|nuốt *1 được|nổi|nước|gì', '@no *2 giữ *2 nước|ngụm|gì|được', 'uống *4 ra *1 hết|đó|nấy|liền|ngay', 'nôn|ói|mửa', 'tiêu_chảy|ỉa_chảy|đi_ngoài|đi_cầu|đi_chảy *3 liên_tục|không_ngừng|suốt|hoài|nước|không_cầm|nhiều|?', '@no *2 đi_tiểu|tiểu|đái', 'mất_nước|khô_môi|mắt_trũng|hốc_hác', 'ăn|uống *3 @no *1 được|nổi|vào|vô'],
    faint: ['ngất|xỉu|lả|choáng|chóng_mặt|bất_tỉnh|lịm', 'đứng *2 không *1 nổi|vững|được', 'kiệt_sức|lả_đi', 'đau|tức *1 ngực|tim', 'khó_thở'],
    agony: ['chịu *1 không *1 thấu|xiết|nổi|được', 'nhức|đau *2 như', 'nhai_gối', '@no *2 chịu *2 nổi|được|đựng', 'quằn_quại|quằn|lăn_lộn|la_hét|gào|gào_thét|rên|rên_rỉ|oằn|vật_vã|đập_đầu|cào_cấu|cắn_xé|khóc_thét|van_xin', 'đau *2 khắp|toàn_thân|xương|tủy|cả_người|dữ_dội|muốn_chết|mình|như', 'hành *1 hạ|dữ|kinh', 'dữ_lắm|khủng_khiếp|kinh_khủng|ghê_lắm|kinh_lắm|dữ_quá', 'xương', 'giòi|dòi', 'nổi *1 gai_ốc|da_gà', 'sao_giờ|làm_sao_giờ|cứu|phải_làm_sao|giúp_với', '@no *2 ngủ', 'xích|trói|nhốt', 'co *1 ro|quắp|rúm|người', 'lạnh_run|sùi|vã_mồ_hôi|toát_mồ_hôi|run'],
    pregnant: ['bầu|mang_thai|có_thai|mang_bầu|có_bầu|thai_kỳ|bà_bầu|cấn_bầu|thai_phụ|bầu_bì', 'thai *2 tuần|tháng|máy|nhi|?', 'có_em_bé *2 trong_bụng|?'],
    pregnantUse: ['heroin|hê|hàng_trắng|methadone|ma_túy|nghiện|đá|thuốc_phiện|trắng|hàng|ke|cần|tramadol|vật|vã|chích|thuốc|rượu'],
    pregnantSign: ['bụng *2 đau|quặn|gò|cứng|lâm_râm|thắt', 'đau *2 bụng', 'ra *1 máu|huyết|nước|dịch', 'thai *2 máy|đạp|động', '@no *2 máy|đạp', 'gò *1 cứng|bụng|nhiều|liên|?', 'vỡ_ối|ối', 'co_thắt', 'động_thai|dọa_sảy|sảy'],
    newborn: ['trẻ_sơ_sinh|sơ_sinh|em_bé|bé *1 mới_sinh|mới_đẻ|vừa_sinh|sơ_sinh|?', 'con|bé|cháu *2 mới_sinh|mới_đẻ|mới_sanh|vừa_đẻ|vừa_sinh|sơ_sinh|đỏ_hỏn|1_ngày|2_ngày|3_ngày|mấy_ngày|tuần_tuổi|ngày_tuổi', 'mới_sinh|mới_đẻ|mới_sanh|ngày_tuổi|tuần_tuổi'],
    newbornSign: ['run|khóc_thét|bỏ_bú|không_bú|co_giật|giật|tím|khóc_ngằn_ngặt|lừ_đừ|bú_kém|khóc_suốt|không_chịu_bú|không_bú_được|khóc', 'bỏ *1 bú'],
    motherUse: ['mẹ|vợ|em|chị|tôi|nó|con|cháu|mình *4 nghiện|chơi|dùng|hút|chích|xài|methadone|heroin|ma_túy|hít|uống', 'methadone|heroin|ma_túy|hàng_trắng|nghiện|chích|thuốc_phiện'],
    relapse: ['chơi|chích|hít|hút|dùng|uống|xài *1 lại', 'vừa|mới *1 chích|hít|hút|chơi|cắn|rít|phê', 'chích|hít|hút *1 xong|vào|liều|phát'],
    mild: ['thèm|cáu|mất_ngủ|khó_ngủ|bứt_rứt|khó_chịu|ngáp'],
    medical: ['trong_bệnh_viện|ở_bệnh_viện|trong_trung_tâm|bác_sĩ_đang|đang_nằm_viện|có_bác_sĩ|nhập_viện|đang_điều_trị'],
    cravingSure: ['vật *1 thuốc|vã|hàng', 'vã *1 thuốc|hàng', 'vật_vã', 'đói *1 thuốc|hàng', 'lên_cơn *1 vật|nghiện|đói_thuốc|thèm_thuốc|vã', 'cơn *1 vật|nghiện|vã'],
    methadoneMiss: ['@no *2 uống *2 methadone', 'bỏ|hết|quên|thiếu *3 methadone'],
  },
  rules: [
    { level: 'red', rank: 5, all: ['stopSubstance|stopAlcohol|craving', 'seizureSure|lateSeizure'], unless: ['relapse', 'noBreathSure'], despite: ['asking', 'question', 'law'] },
    { level: 'red', rank: 8, all: ['stopAlcohol', 'delirium|tremor|noHold|faint'], unless: ['relapse'], despite: ['asking', 'question'] },
    { level: 'red', rank: 9, all: ['stopSedative', 'delirium|tremor|noHold|faint'], unless: ['relapse'], despite: ['asking', 'question'] },
    { level: 'red', rank: 9, all: ['craving', 'delirium'], unless: ['relapse', 'ngaoSure'], despite: ['asking', 'question'] },
    { level: 'red', rank: 10, all: ['stopSubstance|craving', 'noHold|faint'], unless: ['relapse', 'noWakingSure', 'faintOld'], despite: ['asking', 'question'] },
    { level: 'red', rank: 9, all: ['pregnant', 'stopSubstance|craving'], unless: ['pregnantAdvice'], despite: ['asking', 'question', 'condition'] },
    { level: 'red', rank: 10, all: ['pregnant', 'pregnantUse', 'pregnantSign'], despite: ['asking', 'question'] },
    { level: 'red', rank: 9, all: ['newborn', 'newbornSign', 'motherUse'], despite: ['asking', 'question'] },
    { level: 'red', rank: 62, all: ['stopSubstance', 'delirium'], unless: ['relapse', 'ngaoSure'], within: 16, despite: ['asking'] },
    { level: 'orange', rank: 64, all: ['craving', 'agony|tremor'], unless: ['relapse', 'medical'], despite: ['asking', 'question'] },
    { level: 'orange', rank: 65, all: ['cravingSure', 'now|urgent|specific|selfNow'], unless: ['medical', 'cravingPast'], despite: ['asking'] },
    { level: 'orange', rank: 66, all: ['stopSubstance', 'agonySure|tremorSure'], unless: ['relapse', 'medical'], despite: ['asking', 'question'] },
  ],
}
