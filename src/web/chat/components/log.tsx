import type { Language } from '../../../core/language.ts'
import type { Entry } from '../thread.ts'
import { say } from '../words.ts'
import { Bubble } from './bubble.tsx'
import styles from './log.module.css'

/** What was said. New things are read out when there is a pause; what is urgent, at once. */
export function Log({
  entries,
  phones,
  language,
}: {
  entries: readonly Entry[]
  phones: readonly string[]
  language: Language
}) {
  const last = entries.findLast((entry) => entry.type === 'theirs')
  return (
    <>
      <div role="log" aria-live="polite" aria-relevant="additions" aria-label={say(language, 'log')}>
        <ol class={styles['log']}>
          {entries.map((entry) => (
            <Bubble key={entry.id} entry={entry} phones={phones} language={language} />
          ))}
        </ol>
      </div>
      <div class="visually-hidden" role="alert">
        {last?.type === 'theirs' && last.msg.urgent ? last.msg.text : ''}
      </div>
    </>
  )
}
