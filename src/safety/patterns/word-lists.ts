import type { WordLists } from '../phrase.ts'

/** Named lists of words for phrases: the parts of speech of danger. */
export const wordLists: WordLists = {
  no: 'không|chẳng|chả|chưa|hổng|đâu_có|đếch|đéo|éo|đek|dell',
  num: '1|2|3|4|5|6|7|8|9|10|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài|nhiều|cả',
  me: 'em|tôi|mình|tao|tớ|tui|con|cháu|anh|chị|ta|nhà|bác|cô|chú|tụi|bọn|chúng',
  i: 'em|tôi|mình|tao|tớ|tui|con|cháu|anh|chị',
  he: 'nó|hắn|ổng|cậu_ấy|anh_ấy|cô_ấy|bạn_ấy|chị_ấy|ông_ấy|ông_ta|ẻm|tụi_nó|bọn_nó|chúng_nó',
  relative:
    'chồng|vợ|con|con_trai|con_gái|con_dâu|con_rể|em_trai|em_gái|anh_trai|chị_gái|em_họ|anh_họ|anh|chị|em|mẹ|má|ba|bố|cha|ông|bà|cháu|chú|cô|dì|cậu|mợ|bác|thím|dượng|bạn|bạn_gái|bạn_trai|bạn_thân|bạn_cùng_phòng|người_yêu|người_yêu_cũ|bồ|nhỏ|cháu_ngoại|cháu_nội|anh_rể|chị_dâu|con_bạn|thằng_nhỏ|con_nhỏ|ông_nội|bà_nội|ông_ngoại|bà_ngoại|mẹ_chồng|bố_chồng|ông_xã|bà_xã|thằng_em|thằng_anh|thằng_bạn|nhỏ_bạn|đứa_bạn|con_bạn|thằng_con|thằng_cháu|học_trò|bé|nhóc|đứa_em|đứa_con|hàng_xóm|bạn_bè|sếp|đồng_nghiệp|roommate|crush',
  drug: 'ma_túy|hàng_đá|hàng_trắng|heroin|hê_rô_in|khay|thuốc_lắc|cần_sa|cỏ_mỹ|bồ_đà|tài_mà|pod|pod_chill|vape|tinh_dầu|bóng_cười|funky_ball|funky|khí_cười|nước_vui|nước_biển|ghb|gbl|trà_sữa|nước_xoài|đông_trùng|hồng_phiến|yaba|thuốc_phiện|a_phiến|cơm_đen|tem_giấy|bùa_lưỡi|lsd|mdma|meth|ecstasy|ketamine|cocaine|cô_ca|coke|lá_khát|muối_tắm|flakka|keo_chó|xăng|tramadol|codein|siro|methadone|morphin|xanax|seduxen|thuốc_ngủ|thuốc_an_thần|thuốc|weed|420|juice|spice|ma_tuý|rượu|thuốc_lá_điện_tử|happy_water|thuốc_lạ|kẹo_lạ|thuốc_mê|bột_trắng|bạch_phiến|etomidate|^đá|^hàng|^hê|^ke|^kẹo|^cần|^cỏ|^bóng|^bình|^nấm|^tem|^ice|^bột|^keo|^tram|^lean|^đồ|^viên|^tép|^g|^k|^e|^chất|^bia|^chill|^điếu|^zombie',
  drugShort:
    'đá|hàng|hê|ke|kẹo|cần|cỏ|bóng|bình|nấm|tem|ice|bột|keo|tram|lean|đồ|viên|tép|g|k|e|chất|bia|chill|điếu|zombie',
  hardDrug:
    'ma_túy|^đá|hàng_đá|^hàng|hàng_trắng|heroin|^hê|^ke|khay|^kẹo|thuốc_lắc|^cần|cần_sa|^cỏ|cỏ_mỹ|bồ_đà|pod|pod_chill|vape|tinh_dầu|^bóng|bóng_cười|nước_vui|nước_biển|hồng_phiến|thuốc_phiện|^nấm|tem_giấy|bùa_lưỡi|lsd|mdma|ketamine|cocaine|thuốc_lá_điện_tử|^đồ|keo_chó|^chất|bột_trắng|viên_lạ|kẹo_lạ|methadone|thuốc_lạ|^tem',
  use: 'chơi|hít|hút|chích|tiêm|uống|nuốt|^cắn|đập|rít|xài|dùng|sử_dụng|ngậm|liếm|^bắn|^kéo|phê|quất|nốc|^đốt|ăn|nhai|^chấm|^thử|^bú|^dập|phang',
  force: 'bắt|ép|buộc|ép_buộc|bắt_ép|^dụ|dụ_dỗ|^lừa|xúi|sai|sai_khiến|dọa_bắt|ép_uổng|^gài|cưỡng_ép|bắt_buộc',
  hit: 'đánh|đập|^đấm|đạp|^tát|bạt_tai|bợp|quất|^táng|^nện|phang|đánh_đập|hành_hung|bạo_hành|hành_hạ|^tẩn|túm_tóc|nắm_tóc|giật_tóc|kéo_lê|xô_ngã|^vả|quật|nhéo|tra_tấn|dí_thuốc|^ném|phạt_đòn|đè_đầu|lôi_đầu',
  blade:
    'dao|mã_tấu|^kiếm|súng|^búa|rìu|^kéo|gậy|tuýp_sắt|ống_tuýp|hung_khí|axit|lựu_đạn|mảnh_chai|chai_vỡ|phóng_lợn|dao_phay|dao_bầu|dao_găm|dao_thái|con_dao|cây_dao|cây_sắt|cục_gạch|^rựa|cuốc|thanh_sắt|cái_búa|cái_kéo|roi_điện|cái_rìu|cây_kéo|cây_búa|ghế',
  hold: 'cầm|xách|vác|lăm_lăm|kề|rút|^thủ|giơ|vung|^giấu|^dí|^vơ|^múa|huơ|quơ|^lận|chĩa|mang_theo|lấy',
  victim:
    'em|tôi|mình|tui|tao|tớ|con|cháu|mẹ|má|bố|ba|cha|vợ|bà|ông|chị|anh|bé|nhà|cả_nhà|vợ_con|mẹ_con|hai_mẹ_con|2_mẹ_con|bạn|nó|người|người_ta|thằng|cô|dì|bác|gia_đình|hai_đứa|2_đứa|hàng_xóm|mọi_người|thằng_bé|con_bé|đứa|tụi',
  youngAge:
    '1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười_một|mười_hai|mười_ba|mười_bốn|mười_lăm',
  teenAge: '16|17|mười_sáu|mười_bảy',
  tinyAge: '1|2|3|4|5|6|7|8|9|10|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|vài',
  soon: 'tối_nay|đêm_nay|hôm_nay|mai|ngày_mai|sáng_mai|lát_nữa|chút_nữa|giờ|bây_giờ|tí_nữa|chiều_nay|sắp|sớm|mốt|hôm_sau|nay|khuya_nay|cuối_tuần',
}
