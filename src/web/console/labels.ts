import type { TipCategory, Urgency } from '../../core/tip.ts'
import type { TipStatus } from '../../tips/mailbox.ts'
import type { AuditAction } from '../../triage/audit-log.ts'
import type { OfficerRole } from '../../triage/officer.ts'
import type {
  ChangeReason,
  Disposition,
  OriginalReason,
  OriginalRequest,
  TriageState,
} from '../../triage/triage-item.ts'

/** What officers read for each word of the domain. The compiler asks for every one. */

export const categoryLabels: Record<TipCategory, string> = {
  selling: 'Mua bán',
  using: 'Tụ tập sử dụng',
  storing: 'Cất giữ',
  venue: 'Quán, karaoke, nhà nghỉ',
  delivery: 'Vận chuyển, giao nhận',
  making: 'Pha chế, sản xuất',
  growing: 'Trồng cây có chất ma túy',
  online: 'Mua bán, lôi kéo trên mạng',
  disguised: 'Ma túy trá hình',
  school: 'Quanh trường học',
  danger: 'Người đang nguy hiểm',
  driving: 'Lái xe khi đã sử dụng',
  other: 'Việc khác',
  house: 'Cho mượn, cho thuê nhà phòng',
  border: 'Qua biên giới, sân bay, bưu phẩm',
  minors: 'Lợi dụng trẻ em, người chưa thành niên',
  precursors: 'Tiền chất, thuốc',
}

export const urgencyLabels: Record<Urgency, string> = { khan: 'Khẩn', cao: 'Cao', thuong: 'Thường' }

export const stateLabels: Record<TriageState, string> = {
  new: 'Mới',
  opened: 'Đã mở',
  checking: 'Đang kiểm tra',
  passed_on: 'Đã chuyển',
  closed: 'Đã kết thúc',
  spam: 'Tin rác',
}

/** What an officer does to reach a state. */
export const stateActions: Record<TriageState, string> = {
  new: 'Mới',
  opened: 'Đưa lại vào danh sách',
  checking: 'Kiểm tra',
  passed_on: 'Chuyển nơi khác',
  closed: 'Kết thúc',
  spam: 'Đánh dấu tin rác',
}

export const reasonLabels: Record<ChangeReason, string> = {
  read: 'Đã đọc',
  enough_to_check: 'Đủ chi tiết để kiểm tra',
  danger_now: 'Có người đang gặp nguy hiểm',
  known_place: 'Nơi này đang được theo dõi',
  other_authority: 'Thuộc cơ quan khác',
  higher_unit: 'Cần cấp trên giải quyết',
  check_finished: 'Đã kiểm tra xong',
  not_about_drugs: 'Không liên quan ma túy',
  empty_or_joke: 'Tin trống hoặc đùa',
  advertising: 'Quảng cáo',
  marked_by_mistake: 'Lần trước đánh dấu nhầm',
  new_information: 'Có thông tin mới',
  other: 'Lý do khác',
}

export const dispositionLabels: Record<Disposition, string> = {
  confirmed: 'Đúng như tin báo',
  not_confirmed: 'Đã kiểm tra, không thấy như tin báo',
  too_little: 'Không đủ chi tiết để kiểm tra',
  duplicate: 'Trùng với tin khác',
  handled_before: 'Đã xử lý từ trước',
}

/** Why the unit above asks for a photo as it was made. */
export const originalReasonLabels: Record<OriginalReason, string> = {
  evidence: 'Cần làm chứng cứ',
  place_time: 'Cần biết ảnh chụp ở đâu, lúc nào',
  face_plate: 'Cần nhìn rõ mặt người, biển số',
  genuine: 'Cần kiểm tra ảnh thật hay đã sửa',
}

export const originalStateLabels: Record<OriginalRequest['state'], string> = {
  asked: 'Cấp trên xin mở',
  agreed: 'Đơn vị đã đồng ý',
  opened: 'Cấp trên đã mở',
}

export const roleLabels: Record<OfficerRole, string> = {
  truc_ban: 'Trực ban',
  can_bo: 'Cán bộ',
  chi_huy: 'Chỉ huy',
  tu_van_vien: 'Tư vấn viên',
  quan_tri: 'Quản trị',
}

export const actionLabels: Record<AuditAction, string> = {
  item_received: 'Nhận tin',
  item_opened: 'Mở tin',
  item_state_changed: 'Đổi trạng thái',
  note_written: 'Nhắn cho người báo',
  reply_received: 'Người báo nhắn thêm',
  replies_read: 'Đọc lời nhắn của người báo',
  claim_matched: 'Đối chiếu mã nhận thưởng: khớp',
  unit_key_rotated: 'Đổi khoá đơn vị',
  tip_removed: 'Xóa nội dung tin (hết hạn lưu)',
  officer_invited: 'Tạo lời mời',
  officer_enrolled: 'Người mới vào đơn vị',
  officer_admitted: 'Giao khoá đơn vị',
  officer_removed: 'Cho thôi truy cập',
  officer_signed_in: 'Đăng nhập',
  original_asked: 'Xin mở ảnh gốc',
  original_agreed: 'Đồng ý chuyển ảnh gốc lên cấp trên',
  original_opened: 'Mở ảnh gốc',
}

/** What the tipster was told, in a word. */
export const statusLabels: Record<TipStatus, string> = {
  received: 'Đã nhận',
  read: 'Đã đọc',
  checking: 'Đang kiểm tra',
  question: 'Hỏi thêm',
  passed_on: 'Đã chuyển',
  closed: 'Đã xong',
  reward: 'Mời nhận thưởng',
}

export interface NoteTemplate {
  status: Exclude<TipStatus, 'received'>
  label: string
  text: string
}

export const noteTemplates: readonly NoteTemplate[] = [
  {
    status: 'question',
    label: 'Hỏi thêm',
    text: '',
  },
  {
    status: 'read',
    label: 'Đã đọc',
    text: 'Cảm ơn bạn đã tin tưởng. Cán bộ đã đọc tin của bạn. Bạn không cần làm gì thêm.',
  },
  {
    status: 'checking',
    label: 'Đang kiểm tra',
    text: 'Chúng tôi đang kiểm tra tin của bạn. Bạn giữ an toàn nhé, đừng tự đến gần nơi đó.',
  },
  {
    status: 'passed_on',
    label: 'Đã chuyển',
    text: 'Tin của bạn đã được chuyển tới nơi có thẩm quyền giải quyết. Cảm ơn bạn đã lên tiếng.',
  },
  {
    status: 'closed',
    label: 'Đã xong',
    text: 'Việc bạn báo đã được xem xét xong. Cảm ơn bạn. Nếu thấy thêm điều gì, bạn cứ báo thêm bằng mã này.',
  },
  {
    status: 'reward',
    label: 'Mời nhận thưởng',
    // No sum, no promise: what is given is decided elsewhere.
    text: 'Tin của bạn đã giúp được việc. Nếu muốn nhận thưởng, bạn mang mã nhận thưởng (hiện ngay dưới đây) tới … vào giờ …, gặp … Không nhận cũng không sao.',
  },
]

/** What to tell an officer about an error code of the server; anything else is "try again". */
const errorLabels: Record<string, string> = {
  'staff:wrong_password': 'Tên hoặc mật khẩu chưa đúng. Anh/chị thử lại nhé.',
  'staff:signed_out': 'Phiên làm việc đã hết. Anh/chị đăng nhập lại nhé.',
  'staff:forbidden': 'Vai trò của anh/chị không được làm việc này.',
  'staff:invite_invalid': 'Liên kết này đã dùng hoặc hết hạn. Anh/chị xin liên kết mới nhé.',
  'staff:name_taken': 'Tên này đã có người dùng. Anh/chị chọn tên khác nhé.',
  'triage:conflict': 'Có người vừa thay đổi trước. Anh/chị xem lại rồi làm tiếp nhé.',
  'request:too_many': 'Thử quá nhiều lần. Anh/chị chờ 10 phút rồi thử lại nhé.',
  'request:not_found': 'Không tìm thấy. Có thể mục này đã được dời đi.',
  'store:unavailable': 'Chưa lưu được vì kho dữ liệu đang gián đoạn. Anh/chị thử lại sau ít phút.',
  'tip:not_for_this_key': 'Khoá của đơn vị không mở được tin này. Tin được niêm phong cho khoá khác.',
  'tip:malformed': 'Tin này hỏng, không mở được.',
  'key:missing': 'Anh/chị chưa được giao khoá đơn vị. Nhờ người mời anh/chị đăng nhập để giao khoá.',
  'key:mismatch':
    'Khoá của người này không khớp với lời mời. Đừng giao khoá; hãy cho thôi truy cập và mời lại.',
  'network:lost': 'Không liên lạc được máy chủ. Thao tác vừa rồi chưa được lưu.',
}

export function errorLabel(code: string): string {
  return errorLabels[code] ?? 'Có trục trặc phía máy chủ. Anh/chị thử lại nhé.'
}
