import type { TargetedInputEvent, TargetedKeyboardEvent } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Language } from '../../../core/language.ts'
import { say } from '../words.ts'
import styles from './composer.module.css'

/** As many characters as the engine looks at. */
const MOST = 4_000

/** Where people write. Enter sends, Shift+Enter makes a new line; Enter that ends a composed syllable does neither. */
export function Composer({ language, onSend }: { language: Language; onSend: (text: string) => void }) {
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)

  function send() {
    if (text.trim() === '') return area.current?.focus()
    onSend(text)
    setText('')
    if (area.current) area.current.style.height = ''
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  }

  function onInput({ currentTarget }: TargetedInputEvent<HTMLTextAreaElement>) {
    setText(currentTarget.value)
    // Property writes are allowed by the content-security policy; style attributes are not.
    currentTarget.style.height = 'auto'
    currentTarget.style.height = `${currentTarget.scrollHeight}px`
  }

  return (
    <form
      class={styles['composer']}
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={area}
        class={styles['area']}
        rows={1}
        maxLength={MOST}
        value={text}
        placeholder={say(language, 'composerHint')}
        aria-label={say(language, 'composerLabel')}
        // Some browsers send what they check to their makers.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="sentences"
        enterkeyhint="send"
        data-gramm="false"
        onInput={onInput}
        onKeyDown={onKeyDown}
      />
      {/* An arrow: the word "Gửi" stands on the button that sends a tip. */}
      <button
        type="submit"
        class={styles['send']}
        aria-label={say(language, 'send')}
        title={say(language, 'send')}
      >
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path
            d="M12 19V6m-6 6 6-6 6 6"
            fill="none"
            stroke="currentColor"
            stroke-width="2.5"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
      </button>
    </form>
  )
}
