import type { ConceptPhrases } from '../lexicon.ts'

export type RefusalKind =
  | 'instructions'
  | 'make'
  | 'beat_test'
  | 'sell'
  | 'hide'
  | 'buy'
  | 'medical_dose'
  | 'dose'

/** What a refused request is made of. Speaking about drugs is never refused; asking how to, where and how much is. */
export const refusalConcepts: ConceptPhrases = {
  drug: [
    '@drugClear',
    '^đá|^ke|^cần|^cỏ|^kẹo|^hê|^nấm|^tem|^cocain',
    'hàng_trắng|hàng_đá|hàng_nóng|đồ_chơi|ma_túy',
    'meth|weed|heroin|cocaine|mdma|lsd|ketamine|drugs|drug|ecstasy|crack|fentanyl|marijuana|cannabis|pills',
  ],
  howTo: [
    'cách',
    'đèn|đất|phân|giống|loại *2 gì|nào',
    'chỉ *1 em|tôi|mình|t|tui|cho|anh|tao|với',
    'chỉ cách',
    'hướng_dẫn|công_thức|dạy|bày|quy_trình|tutorial|nguyên_liệu|mẹo|tuyệt_chiêu|bí_quyết',
    'làm_sao|làm_thế_nào|thế_nào|như_thế_nào|sao_để|kiểu_gì|bằng_cách_nào|sao_cho',
    'how to|do|can',
    'recipe|teach_me|show_me|tell_me',
    'cho *1 xin',
    'cần_những_gì|cần_gì|gồm_những_gì',
    'bằng_gì|bằng_cái_gì|bằng_chất_gì|từ_cái_gì',
    'cách *2 làm|chế|pha|nấu|trồng|trốn|thoát|tháo|giấu|lách',
    'giấu|cất_giấu *4 chỗ_nào|ở_đâu|nơi_nào',
    'giúp *2 em|tôi|mình|tui|t',
  ],
  make: [
    'nấu|chế|điều_chế|pha_chế|tổng_hợp|sản_xuất|chiết_xuất|chiết|bào_chế|tự_chế|tự_nấu|tự_làm|tự_trồng|tự_pha *3 @drugClear|đá|ke|cần|cỏ|kẹo|hê|nấm|hàng|đồ|tinh_dầu|?',
    'trồng|ươm|ủ *2 cần|cần_sa|cỏ|nấm|thuốc_phiện|anh_túc|bồ_đà',
    'pha|trộn *3 nước_vui|ghb|hàng|ma_túy|ke|heroin|tinh_dầu|thuốc_lắc',
    'làm|chế|pha *2 tinh_dầu|pod|vape|thuốc_lắc|nước_vui *1 chill|cần|ma_túy|?',
    'làm *1 ra *1 @drugClear|đá|ke|kẹo',
    'tẩm *3 vape|pod|thuốc|kẹo|bánh|tinh_dầu|cần',
    'make|cook|synthesize|produce|extract|grow *3 meth|weed|heroin|cocaine|mdma|lsd|ketamine|drugs|ecstasy|crack|cannabis|marijuana|ghb|mushrooms',
    'tiền_chất|hóa_chất *3 nấu|chế|làm|điều_chế',
  ],
  buy: [
    'bán *1 cho *1 em|tôi|mình|t|tui|anh *4 @drugClear|hàng|đồ|đá|ke|cỏ|kẹo|ít|chút',
    'mua|order|săn|chốt *3 @drugClear|đá|ke|cần_sa|^cần|cỏ|kẹo|hê|nấm|hàng|đồ|tem|bóng',
    'kiếm|lấy|tìm|đặt|gom *1 @drugClear|^đá|^ke|^cỏ|kẹo|hàng|đồ',
    'có *2 @drugClear|đá|ke|cỏ|hàng *2 bán|không',
    'chỗ|nơi|nguồn|mối|ai|đứa|shop|dealer|kênh|nhóm|group|web|link|chợ *2 bán|giao|ship|cung_cấp|lấy *3 @drugClear|đá|ke|cần|cỏ|kẹo|hê|nấm|hàng|đồ|tem|bóng',
    'mua|lấy|đặt|ship|để *1 hàng|đồ',
    'giá *2 @drugClear|một_chỉ|1_chỉ|hàng|đá|ke|cần|gram|gam|1g',
    '@drugClear|đá|ke|cần|cỏ|kẹo|hàng|đồ *1 giá|mua|bán *2 đâu|bao_nhiêu|chỗ|?',
    'buy|get|find|order|score|purchase *3 meth|weed|heroin|cocaine|mdma|lsd|ketamine|drugs|ecstasy|crack|cannabis|marijuana|ghb|pills',
    'dealer|số_dealer|tay_buôn',
  ],
  where: [
    'đâu|ở_đâu|chỗ_nào|nơi_nào|chỗ|nơi|ai|shop|giá|bao_nhiêu|ship|giao|dealer|mối|nguồn|where|who|price',
    'cho *1 em|tôi|mình|t|tui|anh|xin',
    'muốn|cần|đang *2 mua|kiếm|lấy|tìm|đặt|order',
    'giúp',
    'bán *1 cho *1 em|tôi|mình|t|tui|anh',
    'có *4 không',
    'chỉ *1 chỗ|mối|nơi|em|tôi|mình|t',
  ],
  sell: [
    'bán|đẩy|phân_phối|buôn|bỏ_sỉ|bỏ_mối|rao|ship|tiêu_thụ|chào *3 @drugClear|đá|ke|cần|cỏ|kẹo|hàng|đồ|nấm',
    'tìm *2 khách|mối_sỉ|đại_lý|nguồn_sỉ',
    'sell|deal|distribute *3 meth|weed|heroin|cocaine|drugs|ecstasy|cannabis|pills',
    'làm|trở_thành *1 dealer|đầu_mối|tay_buôn',
  ],
  iSell: [
    '@i|bọn_em *2 muốn|định|cần|tính *3 bán|đẩy|buôn|phân_phối',
    'cách *1 bán|đẩy|buôn|rao|ship',
    'bán *6 không *2 bị|sợ|lộ',
    'bán|đẩy|buôn|ship *6 khỏi *1 bị|lộ|sợ',
    'bán|đẩy|buôn *5 sao_cho|sao_để',
    'làm_sao|sao|làm_thế_nào|thế_nào *3 bán|đẩy|buôn',
    'tìm *2 khách|mối|đại_lý|nguồn_sỉ',
    'bán|đẩy *4 đâu|chỗ_nào|ai|bao_nhiêu *2 lời|giá|?',
    'how_to sell|deal',
  ],
  dose: [
    'pha|cuốn|chia|cân *3 bao_nhiêu|mấy|nhiêu *5 phê|đủ|vừa|người',
    'bao_nhiêu|mấy|nhiêu *3 viên|gam|gram|g|mg|liều|bi|điếu|hơi|tép|ly|giọt|bóng|phân|khói *6 phê|đủ|vừa|an_toàn|lên|đô|chơi|mới|không_sao|là|thì|mỗi',
    'liều *2 lượng|dùng|an_toàn|bao_nhiêu|vừa|mạnh|thế_nào|nào|phê|tối_đa|chơi',
    'chơi|hút|hít|chích|cắn|dùng|uống|xài|nuốt *4 bao_nhiêu|mấy|nhiêu *4 phê|đủ|an_toàn|vừa|không_chết|không_sao|không_bị|lên|mới|là|thì|một_lần',
    'cách *2 chơi|hút|hít|chích|cắn|đập|dùng|xài|sử_dụng|cuốn|phê *4 @drugClear|đá|ke|cần|cỏ|kẹo|hàng|đồ|nấm|phê|bóng|an_toàn',
    'làm_sao|sao|cách|thế_nào *3 phê *2 hơn|lâu|nhanh|mạnh|nhất|được|?',
    'trộn|kết_hợp|pha *4 với *4 phê|mạnh|lâu|đã|phiêu',
    'how_much *4 to|get|is|safe',
    'safe_dose|dosage',
    'tăng|kéo_dài *2 phê|phiêu',
  ],
  drugLike: [
    '@drugClear',
    'đá|ke|kẹo|hàng|đồ|nấm|tem|bóng|phê|phiêu|lên_đô|chơi|hút|hít|cắn|chích|thuốc|viên|liều',
    'drugs|meth|weed|heroin|mdma|lsd|ketamine|pills',
  ],
  medicine: [
    'methadone|buprenorphine|naloxone|xanax|seduxen|diazepam|thuốc_ngủ|thuốc_an_thần|an_thần|tramadol|morphin|codein|valium|thuốc_cai|thuốc_cắt_cơn|natrexone|naltrexone|suboxone|thuốc_giảm_đau|thuốc_trầm_cảm|paracetamol|thuốc',
  ],
  medDose: [
    'uống|dùng|tăng|giảm|tiêm|cho *4 bao_nhiêu|mấy|nhiêu *2 viên|mg|ml|liều|giọt|lần|?',
    'liều *2 bao_nhiêu|mấy|nào|thế_nào|ra_sao|dùng|lượng',
    'tăng|giảm|chỉnh|bớt|hạ *1 liều',
    'lịch *2 giảm|uống',
    'phác_đồ|kê_đơn|kê_thuốc|kê_toa',
    'bao_nhiêu|mấy *1 mg|viên|ml|liều',
  ],
  hide: [
    'giấu|cất|cất_giấu|tàng_trữ *3 @drugClear|đá|ke|cần|cỏ|kẹo|hàng|đồ|tép|gói|pod|vape',
    'qua_mặt|^né|lách|trốn|tránh|đối_phó *3 công_an|cảnh_sát|hải_quan|sân_bay|chó_nghiệp_vụ|kiểm_tra|an_ninh|giám_thị|khám_xét|csgt',
    'mang|vận_chuyển|chuyển|gửi|xách|ship|đem|đưa|chở *6 không *2 bị|ai *2 phát_hiện|bắt|lộ|biết|soi|tịch_thu',
    'hút|chơi|đập|hít|dùng *4 đỡ|hết|mất|bớt|không *2 mùi|khói|dấu_vết',
    'trốn|thoát *2 trại|trại_cai|cơ_sở|trung_tâm *6 không|khỏi *1 bị',
    'tháo|cắt|gỡ|phá|né|qua_mặt *3 vòng|giám_sát|định_vị|thiết_bị *8 không|khỏi *2 biết|bít|bit|bik|hay|phát_hiện|lộ|báo|bị',
    'phi_tang|xóa_dấu_vết|tiêu_hủy *2 tang_vật|chứng_cứ|hàng|?',
    'không *1 bị *1 phát_hiện|lộ|bắt|tóm|soi',
    'hide|smuggle *4 drugs|meth|weed|police|cops|stash',
  ],
  test: [
    'test|xét_nghiệm|nước_tiểu|que_thử|thử_nước_tiểu|kiểm_tra_nước_tiểu|kiểm_tra_ma_túy|drug_test|urine',
  ],
  beat: [
    'xóa|sửa|làm_giả|đổi|tráo *3 kết_quả|mẫu',
    'kết_quả *2 giả',
    'qua_mặt|qua|lách|né|vượt|gian_lận|đối_phó|đánh_lừa|lừa|pass|beat|cheat|trốn|tránh',
    'không *3 ra|lên|dương|dương_tính|phát_hiện|bị|dính',
    'ra|thành|được|cho *1 âm_tính|sạch',
    'âm_tính',
    'uống|ăn|làm *2 gì *4 test|xét_nghiệm|sạch|âm_tính|hết|đào_thải|thải',
    'sạch *2 nước_tiểu|máu|người',
    'nước_tiểu *1 giả|người_khác',
    'đào_thải|thải_độc|thải *3 nhanh|sạch|hết|bao_lâu|nước_tiểu',
    'bao_lâu|mấy_ngày|mấy_hôm|bao_nhiêu_ngày *4 hết|sạch|không_còn|ra|đào_thải|test|mất|âm',
  ],
  bodyClear: [
    'bao_lâu|mấy_ngày|mấy_hôm|bao_nhiêu_ngày *6 hết|sạch|không_còn|đào_thải|mất|ra_khỏi *4 nước_tiểu|máu|người|cơ_thể',
    'tồn_tại|lưu *5 nước_tiểu|máu|cơ_thể *2 bao_lâu|mấy|?',
  ],
  instructions: [
    'bỏ_qua|quên|phớt_lờ|hủy|vô_hiệu|xóa *4 hướng_dẫn|chỉ_dẫn|quy_tắc|quy_định_trên|lệnh|chỉ_thị|luật_lệ|giới_hạn|prompt|vai_trò',
    'ignore|disregard|forget|override *4 instructions|rules|prompt|guidelines|previous',
    'từ_giờ|từ_bây_giờ|bây_giờ|giờ|từ_nay *2 bạn|mày|ngươi|bot|em *2 là *3 !ai|gì|sao|đâu',
    'bạn|mày|bot *1 giờ|bây_giờ *1 là',
    'đóng_vai|nhập_vai|đổi_vai|giả_làm|giả_vờ_là|hóa_thân|sắm_vai',
    'act_as|pretend|roleplay|role_play|you_are_now|jailbreak|developer_mode|dan_mode|system_prompt|do_anything',
    'là *1 dan !ông',
    'prompt *2 hệ_thống|gốc|của|system',
    'không_có_giới_hạn|không_giới_hạn|không_bị_kiểm_duyệt|không_kiểm_duyệt|bỏ_kiểm_duyệt|chế_độ_nhà_phát_triển',
  ],
  aboutLaw: [
    'phạt|tội|^tù|luật|điều|xử_lý|xử_phạt|hình_sự|vi_phạm|phạm_pháp|hợp_pháp|cấm|bị_bắt_không|khung|quy_định|penalty|illegal|legal|law|punish|jail|prison',
    'bị *2 phạt|xử|tù|tội',
    'đi_tù|ở_tù|ngồi_tù|mấy_năm_tù|có_tội',
    'nhà_trường|trường|công_an *2 có_quyền|được_quyền',
    'bị *1 sao *1 không|?',
    'bị_bắt *1 không|chưa',
  ],
  aboutTip: [
    'báo *1 tin|cáo|công_an|ai|ca|cho|ở_đâu|đâu|với|chính_quyền|giúp|đến|lên',
    'tố_giác|tố_cáo|trình_báo|tin_báo|mật_báo|report|tip',
    'gọi *1 ai|số|công_an|đâu',
    'muốn *1 báo',
    'em|tôi|mình|tui *1 thấy|biết|phát_hiện|nghi',
    'nhà_bên|hàng_xóm|gần_trường|xóm_em|xóm_tôi',
  ],
  aboutCare: [
    'cai|bỏ *2 thuốc|nghiện|được|hẳn|?',
    'từ_chối|rủ|dấu_hiệu|nhận_biết|phòng_tránh|phòng_ngừa|phòng_chống|tác_hại|nguy_hiểm|nguy_cơ|con_tôi|con_em|con_mình|phụ_huynh|bỏ_thuốc|cai_nghiện|quit|rehab|tuyên_truyền',
    'không *1 muốn *2 chơi|dùng|hút',
    'thoát|dứt|dừng|bỏ|ngưng *1 @drugClear|đá|ke|cần|?',
    'làm_sao|cách *3 bỏ|cai|dứt|thoát|ngừng|dừng|quên|tránh|từ_chối|khuyên|giúp',
  ],
  practice: ['luyện|tập|thực_hành *3 từ_chối|nói|trả_lời|?', 'từ_chối'],
}

/** Reason → what must be there, and what turns it into an honest question. First that holds wins. */
export const refusalRules: readonly {
  reason: RefusalKind
  all: readonly string[]
  unless: readonly string[]
}[] = [
  { reason: 'instructions', all: ['instructions'], unless: ['practice'] },
  { reason: 'make', all: ['make', 'howTo'], unless: ['aboutLaw', 'aboutTip', 'aboutPrevention'] },
  { reason: 'beat_test', all: ['test', 'beat'], unless: ['aboutLaw', 'testForChild'] },
  { reason: 'beat_test', all: ['bodyClear'], unless: ['aboutLaw'] },
  { reason: 'sell', all: ['sell', 'iSell'], unless: ['aboutLaw', 'aboutTip', 'aboutCare'] },
  { reason: 'hide', all: ['hide', 'howTo'], unless: ['aboutLaw', 'aboutTip', 'hideOther'] },
  { reason: 'medical_dose', all: ['medicine', 'medDose'], unless: ['aboutLaw', 'aboutTip', 'notDose'] },
  { reason: 'dose', all: ['dose', 'drugLike'], unless: ['aboutLaw', 'aboutTip', 'aboutCare', 'notDose'] },
  { reason: 'buy', all: ['buy', 'where'], unless: ['aboutLaw', 'aboutTip', 'aboutCare', 'notBuying'] },
]

/** Company words of the rules above. */
export const refusalCompanions: ConceptPhrases = {
  aboutPrevention: ['nhận_biết|phát_hiện|phòng|dấu_hiệu|tác_hại'],
  testForChild: [
    'con *1 tôi|em|mình|trai|gái',
    'chính_xác|đáng_tin|dương_tính_giả|tin_được|độ_chính_xác',
    'công_an *3 quyền|bắt',
    'mua *2 que',
    'không *1 chơi|dùng|sử_dụng mà *3 dương_tính',
  ],
  hideOther: [
    'bố_mẹ|ba_mẹ|gia_đình|danh_tính|thông_tin|tên|giấu_tên|giấu_mặt|ẩn_danh|người_báo|người_tố_giác',
    'báo|tố_giác',
    'nó|con_tôi|con_trai|con_gái *4 giấu',
  ],
  notDose: [
    'quá_liều *2 là|thì|có|phải|làm|bị',
    'dấu_hiệu|triệu_chứng|bao_nhiêu_tiền|chi_phí|giá|miễn_phí|tốn|bao_lâu|mấy_tháng|mấy_năm|bao_nhiêu_năm|có_nghiện|tổ_chức',
    'ở_đâu|chỗ_nào',
    'có *2 nghiện|hại|sao *1 không',
    'quên *2 liều|thuốc|uống',
    'sợ|lỡ',
    'mấy|bao_nhiêu *2 thì *1 nghiện|cắt|ngừng',
  ],
  notBuying: [
    'que *1 thử|test',
    'có_người|có_đứa|có_thằng|có_nhóm|tụi_nó|bọn_nó|bọn_họ|họ|đang_bán|lén_bán',
    'cai|tư_vấn|bệnh_viện|bác_sĩ|trung_tâm|cơ_sở|methadone|hỗ_trợ|tìm_hiểu|cần_giúp|cần_tư_vấn|trạm_y_tế',
    'con|chồng|vợ|em_trai|bạn|nó *3 mua|chơi|lấy|tìm|dùng|hút',
    'tiền_mua',
    'nó|chúng_nó|bọn *2 bán|mua|lấy',
    'thèm|lỡ|từng|hồi|sợ|lo',
    // "Vape có phải ma túy không", "trong pod có ma túy không": what it is, not where to get it.
    'có_phải @drugClear|ma_túy',
    'có_phải là @drugClear|ma_túy',
    'vape|pod|tinh_dầu|bánh|kẹo *1 có ma_túy *2 không',
    'bị|bắt *2 ma_túy *1 không',
  ],
}
