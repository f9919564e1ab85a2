import type { Language } from '../../../core/language.ts'
import { say } from '../words.ts'

/** The numbers of index.html: always on screen, whatever else is. */
export function HelpNow({ language }: { language: Language }) {
  return (
    <nav class="help-now" aria-label={say(language, 'dangerLabel')}>
      <span class="help-now-lead">{say(language, 'dangerLead')}</span>
      <a href="tel:115">
        <b>115</b> {say(language, 'ambulance')}
      </a>
      <a href="tel:113">
        <b>113</b> {say(language, 'police')}
      </a>
      <a href="tel:111">
        <b>111</b> {say(language, 'child')}
      </a>
    </nav>
  )
}
