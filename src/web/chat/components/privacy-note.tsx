import type { Language } from '../../../core/language.ts'
import { privacyPoints, say } from '../words.ts'
import styles from './privacy-note.module.css'

/** What this page keeps, and what others can see: one sentence first, the rest for who asks. */
export function PrivacyNote({ language }: { language: Language }) {
  return (
    <details class={styles['note']}>
      <summary>
        <span>{say(language, 'privacyShort')}</span> <u>{say(language, 'privacyMore')}</u>
      </summary>
      <ul>
        {privacyPoints(language).map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </details>
  )
}
