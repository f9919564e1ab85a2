import type { ButtonHTMLAttributes, ComponentChildren } from 'preact'
import styles from './button.module.css'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'className'> {
  look?: 'plain' | 'primary' | 'danger' | 'quiet'
  children: ComponentChildren
}

/** A button. `type` is `button` unless said otherwise, so that none submits a form by accident. */
export function Button({ look = 'plain', type = 'button', children, ...rest }: ButtonProps) {
  const classes = [styles['button'], look === 'plain' ? '' : styles[look]].filter(Boolean).join(' ')
  return (
    <button type={type} class={classes} {...rest}>
      {children}
    </button>
  )
}
