import type { Language } from '../../../core/language.ts'
import { say } from '../words.ts'

export interface HeaderProps {
  language: Language
  place: string
  onLanguage: () => void
}

/** The way out is a link, so that it works without a script; `data-quick-exit` makes it leave no way back. */
export function Header({ language, place, onLanguage }: HeaderProps) {
  return (
    <header class="head">
      <p class="head-name">
        An Tâm <span class="head-place">{place}</span>
      </p>
      <button type="button" class="language" lang={language === 'vi' ? 'en' : 'vi'} onClick={onLanguage}>
        {say(language, 'otherLanguage')}
      </button>
      <a
        class="exit"
        href="https://www.google.com/search?q=th%E1%BB%9Di+ti%E1%BA%BFt"
        rel="noreferrer"
        data-quick-exit
        title={say(language, 'quickExitHint')}
      >
        {say(language, 'quickExit')}
      </a>
    </header>
  )
}
