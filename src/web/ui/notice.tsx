import type { ComponentChildren } from 'preact'
import styles from './notice.module.css'

/** A message that stands out. `danger` is read out at once by screen readers, the others when there is a pause. */
export function Notice({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'warn' | 'danger'
  children: ComponentChildren
}) {
  const classes = [styles['notice'], kind === 'plain' ? '' : styles[kind]].filter(Boolean).join(' ')
  return (
    <div class={classes} role={kind === 'danger' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}
