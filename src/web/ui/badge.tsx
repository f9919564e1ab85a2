import type { ComponentChildren } from 'preact'
import styles from './badge.module.css'

export type BadgeLook = 'plain' | 'accent' | 'warn' | 'danger' | 'dangerSoft'

/** A word or two about something. Its colour never says anything that its words do not. */
export function Badge({ look = 'plain', children }: { look?: BadgeLook; children: ComponentChildren }) {
  return (
    <span class={[styles['badge'], look === 'plain' ? '' : styles[look]].filter(Boolean).join(' ')}>
      {children}
    </span>
  )
}
