import type { Deployment } from '../../../core/deployment.ts'
import type { Language } from '../../../core/language.ts'
import { privacyPoints, say } from '../words.ts'
import styles from './privacy-note.module.css'

/** What this page keeps, and what others can see: one sentence first, the rest for who asks. */
export function PrivacyNote({
  language,
  recovery,
}: {
  language: Language
  recovery: Deployment['recovery']
}) {
  return (
    <details class={styles['note']}>
      <summary>
        <span>{say(language, 'privacyShort')}</span> <u>{say(language, 'privacyMore')}</u>
      </summary>
      <ul>
        {privacyPoints(language).map((point) => (
          <li key={point}>{point}</li>
        ))}
        <li>
          <a href="an-danh" target="_blank" rel="noopener">
            {say(language, 'whoSeesWhat')}
          </a>
        </li>
        {recovery !== undefined && (
          <li>{say(language, 'recovery', { holder: recovery.holder[language] })}</li>
        )}
      </ul>
    </details>
  )
}
