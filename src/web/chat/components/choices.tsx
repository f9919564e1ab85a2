import type { Language } from '../../../core/language.ts'
import type { QuickReply } from '../../../core/message.ts'
import { say } from '../words.ts'
import styles from './choices.module.css'

export interface ChoicesProps {
  choices: readonly QuickReply[]
  language: Language
  disabled: boolean
  /** `byKeyboard`: the next thing to answer should have the focus. */
  onChoose: (choice: QuickReply, byKeyboard: boolean) => void
}

/** Answers to press. Their numbers can be typed too, so they are shown. */
export function Choices({ choices, language, disabled, onChoose }: ChoicesProps) {
  return (
    <div class={styles['choices']} role="group" aria-label={say(language, 'choicesLabel')}>
      {choices.map((choice, index) => (
        <button
          key={choice.id}
          type="button"
          class={choice.id === 'cmd.skip' ? styles['quiet'] : styles['choice']}
          disabled={disabled}
          onClick={(event) => onChoose(choice, event.detail === 0)}
        >
          <span class={styles['number']} aria-hidden="true">
            {index + 1}
          </span>
          {choice.title}
        </button>
      ))}
    </div>
  )
}
