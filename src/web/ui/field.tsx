import type { ComponentChildren } from 'preact'
import styles from './field.module.css'

export interface FieldProps {
  label: string
  hint?: string
  /** Exactly one input, select or textarea; the label wraps it, so no id is needed. */
  children: ComponentChildren
}

/** A control with its label and an optional hint. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    <label class={styles['field']}>
      <span class={styles['label']}>{label}</span>
      {children}
      {hint !== undefined && <span class={styles['hint']}>{hint}</span>}
    </label>
  )
}
