import { fold } from '../lib/vietnamese.ts'

const STARTS =
  /^(?:cho (?:em|minh|toi|chi|anh|con|chau) hoi|xin hoi|hoi (?:chut|ti|xiu)|tai sao|vi sao|sao lai|lam sao|lam the nao|bao gio|khi nao|the nao la|what|how|why|when|where|who|which|is it|are there|can i|can you|do i|does|will i|am i)(?![\p{L}\p{N}])/u
const ENDS =
  /(?:^| )(?:la gi|la sao|o dau|nhu the nao|the nao|ra sao|bao nhieu|bao lau|bao gio|khi nao|lam sao|tai sao|vi sao|co sao khong|duoc khong|phai khong|dung khong|co bi .{2,40} khong)$/u

/** Beyond doubt a question: it ends with "?", or begins or ends with words that only questions have. */
export function isClearQuestion(text: string): boolean {
  const plain = fold(text).trim()
  if (plain.endsWith('?')) return true
  const bare = plain.replace(/[\s.!…]+$/u, '').replace(/ (?:a|nhi|vay|the|ha|ad|nhe|nha)$/u, '')
  return STARTS.test(bare) || ENDS.test(bare)
}
