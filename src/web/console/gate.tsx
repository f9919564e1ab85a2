import type { ComponentChildren } from 'preact'
import { Notice } from '../ui/notice.tsx'
import styles from './gate.module.css'

/** The frame of the pages before the desk: enrolment and sign-in. */
export function Gate({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <main class={styles['gate']}>
      <div class={styles['card']}>
        <p class={styles['brand']}>An Tâm · Bàn trực</p>
        <h1>{title}</h1>
        {!globalThis.isSecureContext && (
          <Notice kind="danger">
            Trang này cần địa chỉ https, hoặc mở ngay trên máy chủ. Nếu không, trình duyệt không cho mở khoá.
          </Notice>
        )}
        {children}
      </div>
    </main>
  )
}

export function Soft({ children }: { children: ComponentChildren }) {
  return <p class={styles['soft']}>{children}</p>
}
