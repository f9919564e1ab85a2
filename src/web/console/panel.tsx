import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import styles from './panel.module.css'

/** A titled box for one task. */
export function Panel({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId()
  return (
    <section class={styles['panel']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

interface ChoicesProps<T extends string> {
  legend: string
  name: string
  options: readonly { value: T; label: string }[]
  value: T | null
  onChoose: (value: T) => void
}

/** One of a few: radio buttons in a group. */
export function Choices<T extends string>({ legend, name, options, value, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset class={styles['choices']}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class={styles['choice']}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChoose(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

export function PanelHint({ children }: { children: ComponentChildren }) {
  return <p class={styles['soft']}>{children}</p>
}
