import type { ConceptPhrases } from '../lexicon.ts'

/** Classes of requests that are told by what is planned, whatever the drug is called. */
export const harmSchemes: ConceptPhrases = {
  /** A trick against a test or the people who test. */
  trick: [
    'mẹo|chiêu|bí_kíp|bí_quyết|tuyệt_chiêu|thủ_thuật|mánh|cách|kế *5 qua|lọt|né|thoát|âm_tính|qua_mặt|không_lên|không_ra|vượt *3 que|que_thử|test|thử|khâu|xét_nghiệm|chốt|máy|nước_tiểu|kiểm_tra|khám|lấy_mẫu|đợt|vòng',
    'mẹo|chiêu|bí_kíp|bí_quyết|mánh|bài *1 nào|gì|chi|j|hay *3 qua|lọt|né|thoát|cứu|âm_tính|sạch',
    'que|que_thử|test|máy|xét_nghiệm|nước_tiểu *2 không|chỉ|hổng *2 bắt_được|bắt_ra|nhận_ra|đo_ra|tìm_ra|hiện|lên *1 ra|một|1|một_gạch|một_vạch|?',
    'qua|lọt|thoát *1 khâu|vòng|kỳ|đợt|bài *1 thử|test|khám|xét_nghiệm|kiểm_tra',
    'có|còn *2 bài|đường|nước *1 nào *3 qua|thoát|cứu|né',
    'có *2 sạch|âm_tính *2 không',
    'nhỏ|nhét|bỏ|pha|nhúng|thoa *4 que|vô|vào *4 không_nhận|một_vạch|1_vạch|một_gạch|âm|khỏi_lên|không_lên',
    'chơi|hút|dùng|hít|đập *5 thử|test *2 có *1 ra|lên|dính *1 không',
    'gội|uống|xịt|nhỏ|ăn|bôi *1 gì|j|chi *2 sạch|hết|âm',
    'lừa|gạt|đánh_lừa|qua_mặt *1 que|máy|que_thử|test',
    'que|que_thử|giấy|giấy_khám|kết_quả|mẫu *3 giả|ra_đẹp|đẹp|ra_sạch',
    'dịch_vụ|dv|dvu|chỗ|ai|bên *3 làm|bán|bao *2 giấy|kết_quả|hồ_sơ|giấy_khám *3 âm_tính|xét_nghiệm|xn|test|thử',
    'có|ai|biết|bít|bit *2 mẹo|chiêu|bí_kíp|mánh|meo *2 cứu|giúp|chỉ|nào|gì|j|không',
  ],
  testEvent: [
    'test|thử_nước_tiểu|xét_nghiệm|nước_tiểu|que|que_thử|khám_sức_khỏe|khâu_thử|lấy_mẫu|chốt|kiểm_tra|thử_nhanh|thử_máu|bắt_khám|giấy_khám|nghĩa_vụ|khám_tuyển|thử|máy|ktra|nc_tiểu',
  ],
  /** An amount by which taking is to be just right. */
  justRight: [
    'bao_nhiêu|bn|mấy|^nhiêu|chừng_nào|cỡ_nào|chừng_mô *6 là|thì|cho|mới *1 vừa|ổn|đủ|^đã|hợp|chuẩn|khỏi_xỉu|không_xỉu|phê|^êm|mới_lên|lên_mà|ngấm',
    'nửa|một|1|hai *1 hay|hoặc *3 là|thì *1 vừa|ổn|đủ|^đã|hợp',
    'mấy|bao_nhiêu|bn|1|một|hai|2 *1 lần|ngày *6 không|khỏi|đỡ|chưa|hổng *2 nghiện|lệ_thuộc|quen_thuốc|bị_ghiền|ghiền|dính',
    'lúc_mấy_giờ|lúc_nào|giờ_nào|chừng_nào|bao_lâu|mấy_ngày *6 là|thì *1 ổn|vừa|hợp|an_toàn',
    'liều|bảng_liều|liều_lượng *2 giải_trí|chơi|từng_món|từng_loại|từng_thứ|cho_vui',
    'bắt_đầu *1 bằng|từ|với *1 loại|món|thứ|liều|cái *1 nào|gì|mô',
  ],
  mixing: [
    'trộn|pha|bỏ_chung|kèm|combo|mix|^phối|uống_kèm|chơi_kèm !hợp|trà|cà_phê|sữa *5 gì|chi|nào|j|món_nào|cái_nào *1 !ma_túy|trong|mà|không',
    'trộn|pha|bỏ_chung|kèm|combo|mix|^phối|với !trà|cà_phê|sữa *6 ^đã|phê|^lên|đẹp|^êm|sướng|phiêu *1 hơn|nhất|không',
    'trước|sau *4 cho|để *1 ^lên|lên_đẹp|phê|^đã|^êm',
  ],
  /** Somebody is to be drawn in, or given it unawares. */
  giving: [
    'thuốc|chất *1 gì|nào|chi *8 hứng|gục|ngã|mê_man|ngất|xỉu *4 biết|liền|luôn|ngay|nghe_lời',
    'cho|để|làm *2 nó|bạn|người_yêu|crush|nhỏ|em_ấy|cô_ấy|thằng_bạn|người_ta *2 dính|nghiện|phê|^mê|ghiền *1 chung|theo|cùng|luôn',
    'sao|gì|cách|kiểu|thế_nào|nào *5 chịu|đồng_ý|nghe_lời *1 hút|chơi|thử|cắn|hít|đập|đi_bay|dùng|bán !que|test|nước_tiểu|máu',
    'rủ|dụ|dụ_dỗ|lôi_kéo|lấy_lòng_tin|thuyết_phục *8 chịu|đồng_ý|dính|nghiện|ghiền *1 chơi|hút|thử|theo|chung|?',
    'lấy|chiếm *1 lòng_tin|cảm_tình *6 giao|bán|chơi|hút|thử',
    'viên|thuốc|chất|thứ *1 gì|chi|nào|j *2 bỏ|pha|nhỏ *1 vô|vào|trong',
    'bỏ|nhỏ|pha *3 gì|chi|j|loại_nào *2 vô|vào|trong *2 ly|cốc|chai|nước|bia|rượu|trà|đồ_ăn *2 nó|của|cho|để',
  ],
  /** It goes into somebody's food, or they are to be hooked. */
  lacing: [
    'cho|bỏ|trộn|rắc *3 gì|chi|nào|j *2 vào|vô|trong *2 cơm|canh|đồ_ăn|thức_ăn|cháo *8 nghiện|ghiền|dính|phê|ngủ|mê',
    'muốn|cho *3 nó|ổng|bả|chồng|vợ|hắn *2 nghiện|dính *1 luôn|cho_biết_mặt',
  ],
  /** What is written out: lists with sellers or amounts, papers that hold the making. */
  document: [
    'cho|xin|gửi|biết|kể *4 tên|mấy|các|vài|số *2 web|trang|nhóm|kênh|app|shop|acc|nick *2 bán|giao|ship',
    'danh_sách|list|bảng|liệt_kê|ghi_ra|ghi|kể_tên|kể_ra|tổng_hợp|lên_list|thống_kê|gửi *5 liều|web|trang|nhóm|chỗ|kênh|app|người_bán|điểm_bán|mối|shop|tên_thuốc *9 bán|giao|chơi|phê|lâng_lâng|từng_món|tiệc|đen|kín|còn_hàng|ship',
    'danh_sách|list|bảng|liệt_kê|ghi *6 đồ_chơi|món_chơi|liều|do_choi|món_bay',
    'dịch|viết_tiếp|viết|bổ_sung|tả|soạn|kể|điền|hoàn_thiện|đóng_vai|^giả_làm|giả_sử *14 nấu|điều_chế|bào_chế|pha_chế|chế|chế_tạo|tổng_hợp|chiết *3 @sure|hàng|đá|ke|kẹo',
    'truyện|tiểu_thuyết|kịch_bản|phim|nhân_vật *14 nấu|điều_chế|bào_chế|chế|chiết *8 chi_tiết|từng_bước|từng_công_đoạn|như_thật|thực_tế',
    'giả_sử|tưởng_tượng|coi_như|ví_dụ *14 sản_xuất|sx|làm_ra|nấu *2 @sure|kẹo|đá|ke|hàng *3 sao|thế_nào|kiểu_gì|cách_nào|ntn',
    'dịch|tài_liệu|bài *8 điều_chế|bào_chế|tổng_hợp|nấu|cách_làm *3 @sure *8 viết|bổ_sung|điền|thêm|còn_thiếu',
  ],
  /** Past those who search, by wrapping: no drug need be named. */
  searched: [
    'gói|đóng_gói|bọc|gửi *10 không|khỏi *2 biết|soi|phát_hiện|hay *5 hàng_cấm|@sure',
    'điện_thoại|tin_nhắn|chat|nhắn|máy|đt *10 không|hết|khỏi|xóa *3 dấu_vết|chứng_cứ|bằng_chứng|lịch_sử',
    'xóa|chat|nhắn *8 mối|khách|người_bán|giao_hàng *10 dấu_vết|chứng_cứ|bằng_chứng',
    'bọc|gói|đóng|quấn|hút_chân_không *6 hết_mùi|át_mùi|mất_mùi|qua_được|không_soi_ra|không_quét',
    'chó|chó_nghiệp_vụ *2 đánh_hơi|ngửi *10 mấy_lớp|bọc|gói|hết_mùi',
    'biết|nhận_biết|phân_biệt *3 khách|người_mua *2 là *1 công_an|trinh_sát|cảnh_sát|ca',
  ],
  /** Hands for a delivery, or who still sells: goods that need no name. */
  trade: [
    'đá|ke|kẹo|hê|cỏ|cần|@sure *4 một|1|nửa|mỗi|hai *1 chỉ|chấm|tép|hộp|bịch|gam|bi|hộp_năm *1 bao_nhiêu|giá|nhiêu|bn|mấy *1 tiền|k|vậy|z|?',
    'tìm|kiếm|gọi|cần *3 người|ng|shipper|mối|thằng *1 giao_hàng|giao|ship|bán *8 loại|thứ|món|đồ *3 bay|phê|phiêu|lên',
    'quán|bar|vũ_trường|karaoke|club|chỗ nào|mô *8 dễ|có|còn|hỏi *4 kẹo|ke|^đá|@sure',
    'bỏ|thả|rải|giao|đổ *1 ^cỏ|^hàng|^ke|^kẹo|^đá|@sure cho *1 mấy|tụi|đứa|đám|quán|bạn|học_sinh *10 bắt_đầu|từ_đâu|lời|sao|thế_nào',
    'kèo|cuốc|mối|đơn *1 giao|chạy|ship *1 đồ|hàng *5 ai|nhận|đêm',
    'chịu|nhận *1 đi|chạy *1 giao *1 đồ|hàng *4 thay|giùm|cho *3 @asker',
    'còn|có *1 nguồn|mối *1 tem|đá|ke|kẹo|cỏ|đồ|hàng|cần',
    'thằng|đứa|ai|bạn *1 nào *4 có|còn *1 đồ|hàng *1 ngon|xịn|chuẩn',
    'số|liên_lạc|zalo|nick *5 người_bán|dân_bán|dealer|tay_buôn',
    'group|nhóm|link|hội *2 kín *6 bay|chơi|phê|đập',
  ],
  custody: [
    'đưa|đem|mang|gửi|tuồn|nhét|lén|chuyển|giấu *5 đồ|thuốc|hàng|@sure|tép|gói|ke *5 trại|tù|trung_tâm|giam|buồng|thăm_nuôi|trại_giam|cổng_trường|cơ_sở',
    'trại|thăm_nuôi|trong_tù|trại_giam|trung_tâm *8 đưa|đem|mang|gửi|tuồn|nhét|lén *3 đồ|thuốc|hàng|@sure|tép|gói',
  ],
  /** Something is stowed so that those who look do not find it. */
  stowed: [
    'nhét|giấu|để|cất|bọc|quấn|che|dọn|dẹp|phi_tang *8 cách_gì|kiểu_gì|cách_nào|đâu|chỗ_nào|ngăn_nào|ở_đâu|thế_nào|sao|chỗ|trong *6 không|khỏi|để|cho|thì *3 thấy|soi|lục|kêu|để_ý|nghi|hay|biết|tìm|mất_sóng|ra',
    'nhét *3 tép|gói|hàng|^đồ|ke *4 giày|áo|quần|túi|người|vali|bụng *4 kêu|soi|lộ|bị|lọt|qua',
  ],
  /** Traces of having taken it are to be hidden from those at home. */
  cover: [
    'mắt|người|miệng|tay|tóc|quần_áo|phòng *2 đỏ|hôi|mùi|khai|lờ_đờ *8 mẹ|ba|bố|má|vợ|chồng|thầy|cô|ai|nhà *2 không|khỏi|hổng|đừng *1 biết|hay|thấy|nghi|ngửi',
    'làm_sao|sao|cách|s|gì *1 tỉnh|giã|hạ *6 mẹ|ba|bố|má|vợ|chồng|ai|nhà *2 không|khỏi|hổng|đừng *1 biết|hay|thấy|nghi',
  ],
  /** A plant or a thing of daily life in its stead. */
  substitute: [
    'chơi *1 món|loại|thứ *1 gì|nào|j *2 ít|khó|không|đỡ|dễ *1 lộ|bị|phê|nghiện|bay',
    'muốn|mún *1 bay|phê|phiêu *6 gì|nào|j|sao',
    'chơi *1 mấy|các *1 thứ|món *5 thứ_tự|trước|sau *4 sướng|phê|đã|lên',
    'thuốc|chất|loại|món *3 nào|gì|chi|j *2 chơi|^phê|^bay|phiêu|giống|xài *3 vô|lâu|phê|đá|ke|êm|đã|nhẹ|mạnh|cần|@sure',
    'lá|chất|thuốc|thứ|món|cái|đồ|nấm *2 gì|nào|j|chi *4 thay *2 cần|cỏ|đá|ke|kẹo|@sure *3 hút|phê|chơi|?',
    'có|còn *2 thứ|lá|chất|thuốc|cái|món|đồ *2 gì|nào|j *4 hít|hút|uống|ăn *3 phê|phiêu|lâng_lâng|say|ảo_giác',
    'không|hết *3 hàng|ke|đá|thuốc *4 lấy|dùng|uống|hút|chơi|hít *1 gì|chi|j *2 thay|bù|cho',
    'mấy|bao_nhiêu *1 tai|cây|cái|miếng *1 nấm',
    'cảm_giác *3 phim|lâng_lâng|bay_bổng|phiêu',
    'nấm *6 ăn|hái|phơi|sấy *4 phiêu|phê|bay',
  ],
  growing: [
    'gieo|ươm|trồng|ngâm|ủ *1 hạt|gốc|chậu *2 cần|cỏ|anh_túc|cần_sa|nấm *10 @q|bn|nảy_mầm',
    'lá|bông|cây *2 cần|cỏ|cần_sa *4 phơi|sấy|ủ|cắt *8 @q|hút|cho',
    'trồng *3 cây|chậu|gốc *6 che|giấu|mùi *6 không|khỏi|đừng *2 để_ý|biết|thấy|nghi|hay',
  ],
  /** The substance is taken out of something sold freely. */
  extracted: [
    'tách|chiết|^lọc|^cô|nấu|điều_chế|lấy_riêng|lấy|rút|chưng *4 chất|hoạt_chất|tinh_chất *1 gây_phê|gây_nghiện|kích_thích|phê|hướng_thần',
    'tách|chiết|lấy_riêng|rút *4 chất|hoạt_chất|tinh_chất *5 thuốc|viên|vỉ|siro',
    'điều_chế|bào_chế|chế|tổng_hợp *1 @sure',
    'thuốc|vỉ|viên *5 tách|chiết|lấy_riêng|lấy_ra|rút|điều_chế',
  ],
  /** Makes the rest more likely to be meant ill; refuses nothing by itself. */
  framing: [
    'câu_hỏi_mẹo|đố_bạn|đố_bot|đố_bik|đố_bít|^đố|trả_lời_thẳng|thường_sao|hứa_không|hứa *3 làm',
    'cứ|hãy coi_như|xem_như|tưởng_tượng|giả_sử',
    'bỏ_qua *2 quy_định|luật|hướng_dẫn',
    'đóng_vai|^giả_làm|nhân_vật|kịch_bản|truyện|tiểu_thuyết|bài_văn|luận_văn|dẫn_chứng|chuyên_gia|dược_sĩ',
    'không *2 nghiện đâu|mà',
    'chỉ|cho|để|muốn biết *1 thôi',
  ],
}
