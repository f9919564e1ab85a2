import type { WordLists } from '../phrase.ts'

/** Names and slang of drugs, by how surely they mean one; and the words by which people ask. */
export const harmWords: WordLists = {
  // Nothing else is called so. Officials, teachers and parents say the first; who asks for the how seldom does.
  formal: 'ma_túy|chất_cấm|hàng_cấm|chất_gây_nghiện|chất_kích_thích',
  sure: '@formal|@named',
  named:
    'heroin|hê_rô_in|hê_rô_in|hêrôin|cần_sa|cần_xa|cỏ_mỹ|bồ_đà|tài_mà|thuốc_lắc|thuốc_phiện|nhựa_phiện|cây_phiện|anh_túc|hồng_phiến|bạch_phiến|hàng_trắng|hàng_đá|hàng_nóng|hàng_bay|hàng_bay_lắc|ketamine|ketamin|mdma|lsd|ecstasy|cocaine|cocain|côcain|cô_ca_in|meth|ghb|gbl|nước_vui|nước_biển|nước_xoài|bóng_cười|khí_cười|funky|tem_giấy|bùa_lưỡi|nấm_thần|nấm_thức_thần|nấm_ảo_giác|nấm_ma_thuật|nấm_phê|cơm_đen|pod_chill|vape_chill|chill_lỏng|tinh_dầu_chill|tinh_dầu_cần|keo_chó|muối_tắm|lá_khát|viên_lắc|kẹo_bay|kẹo_lắc|happy_water|fentanyl|flakka|yaba|weed|thuốc_mê|thuốc_kích_dục|bột_trắng|thuốc_lạ|khói_lạ',
  // Medicines that are taken to be high.
  misused:
    'tramadol|codein|codeine|xanax|seduxen|diazepam|morphin|thuốc_ho|thuốc_ngủ|thuốc_an_thần|an_thần|methadone|metha|thuốc_cảm|thuốc_giảm_đau|recotus|terpin|rivotril|lyrica|pregabalin|thuốc_hướng_thần',
  q: 'sao|gì|chi|mấy|bao_nhiêu|nhiêu|nào|mô|đâu|ai|không|chưa|bao_lâu|răng',
  asker: 'em|tôi|mình|tui|t|tao|anh|chị|cháu|con|bọn_em|tụi_em|tụi_tui|cô|chú|bác|tớ|mạ',
}
