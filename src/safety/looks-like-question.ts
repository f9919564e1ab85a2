import { rememberLast } from '../lib/remember-last.ts'
import { foldWritten } from '../lib/teen-code.ts'
import { fold } from '../lib/vietnamese.ts'

/** Words that end or open a Vietnamese (or English) question; folded. */
const ENDINGS =
  /(?:^| )(?:khong|chua|gi|sao|nao|dau|ai|may|bao nhieu|bao lau|the nao|nhu the nao|ra sao|lam sao|phai khong|duoc khong|dung khong|vay|ha|hay khong|nhi|a|the|khi nao|bao gio|lam gi|may nam|may tuoi|tai sao|vi sao)(?: (?:a|ad|ah|vay|the|nhi|ta|ha|bot|em|anh|chi|ban|day|nhe|nha|a em|co|chu|va|roi|minh|sao|voi|ha ban|vay ad|vay a))*$/
const OPENINGS =
  /^(?:(?:cho|xin) (?:\S+ ){0,2}hoi|(?:\S+ ){0,2}(?:muon hoi|hoi ti|hoi chut|hoi xiu)|tai sao|vi sao|lam sao|lam the nao|the nao|the nao la|bao gio|khi nao|bao nhieu|bao lau|co phai|co duoc|co can|co nen|co the|o dau|ai |dau la|nhung gi|what|how|where|when|who|why|is |are |can |does |do |may i|should )/
const INSIDE =
  /(?:^| )(?:la gi|la sao|nhu the nao|the nao|bao nhieu|bao lau|o dau|cho nao|khi nao|bao gio|lam sao|tai sao|vi sao|ra sao|gi khong|co (?:\S+ ){1,9}(?:khong|chua)|(?:nao|sao|gi) (?:thi|la|moi)|may nam|phat gi|toi gi|hay khong)(?: |$)/
const HEAD = 1_000

/** Whether a text is a question that the knowledge base may hold. Any string; tone marks and teen-code do not matter. */
export const looksLikeQuestion: (text: string) => boolean = rememberLast((text) => {
  const head = text.slice(0, HEAD)
  const asTyped = fold(head)
  const written = foldWritten(head)
  return asks(written) || (asTyped !== written && asks(asTyped))
})

function asks(folded: string): boolean {
  const plain = folded.replace(/[^\p{L}\p{N}?]+/gu, ' ').trim()
  if (plain.length < 3) return false
  const marked = plain.includes('?')
  if (marked && (/\?\s*$/u.test(plain) || /\p{L}{2,} ?\?/u.test(plain))) return true
  const words = marked ? plain.replaceAll('?', '').replace(/ +/g, ' ').trim() : plain
  if (!words.includes(' ')) return false
  return OPENINGS.test(`${words} `) || ENDINGS.test(words) || INSIDE.test(words)
}
