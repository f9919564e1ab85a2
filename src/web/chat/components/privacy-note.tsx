import { useEffect, useState } from 'preact/hooks'
import type { Deployment } from '../../../core/deployment.ts'
import type { Language } from '../../../core/language.ts'
import { say } from '../words.ts'
import styles from './privacy-note.module.css'

/** What this page keeps, and what others can see: one sentence first, the rest for who asks. */
export function PrivacyNote({
  language,
  recovery,
}: {
  language: Language
  recovery: Deployment['recovery']
}) {
  const points = usePoints(language)
  return (
    <details class={styles['note']}>
      <summary>
        <span>{say(language, 'privacyShort')}</span> <u>{say(language, 'privacyMore')}</u>
      </summary>
      <ul>
        {points.map((point) => (
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

/** They come a moment after the page: nobody reads them before the first message. */
function usePoints(language: Language): readonly string[] {
  const [points, setPoints] = useState<Readonly<Record<Language, readonly string[]>> | null>(null)
  useEffect(() => {
    // Without a network what stands there already, and the link below, must do.
    import('../privacy-points.ts').then((found) => setPoints(found.privacyPoints)).catch(() => undefined)
  }, [])
  return points?.[language] ?? []
}
