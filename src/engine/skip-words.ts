import { barePhrase } from './plain-phrase.ts'
import type { Standing } from './turn-state.ts'

const SKIP_WORDS = new Set([
  ...[
    'bo qua',
    'bo qua di',
    'qua',
    'tiep',
    'tiep di',
    'tiep theo',
    'khong biet',
    'khong ro',
    'khong biet nua',
    'chua biet',
    'chua ro',
    'chiu',
    'khong nho',
    'khong muon noi',
    'khong tra loi',
  ],
  ...[
    'khong co',
    'khong noi duoc',
    'skip',
    'next',
    'pass',
    'dont know',
    'i dont know',
    'don t know',
    'i don t know',
    'no idea',
    'not sure',
    'rather not say',
    'none',
  ],
])

/** "bỏ qua", "k bít" … as a whole message, where it is not one of the node's own answers. */
export function isSkip(text: string, at: Standing): boolean {
  const bare = barePhrase(text)
  return SKIP_WORDS.has(bare) && at.node.phrases?.bare.has(bare) !== true
}
