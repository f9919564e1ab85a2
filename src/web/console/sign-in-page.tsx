import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk, LockReason } from './console-desk.ts'
import { Gate, Soft } from './gate.tsx'
import { errorLabel } from './labels.ts'
import { useWork } from './use-work.ts'

const lockTexts: Record<LockReason, string> = {
  asked: 'Đã khoá. Khoá giải mã đã được xoá khỏi trình duyệt.',
  idle: 'Đã tự khoá vì không có thao tác.',
  ended: 'Phiên làm việc đã hết.',
}

/** Signing in is also unlocking: only the password yields the key that opens tips. */
export function SignInPage({ desk }: { desk: ConsoleDesk }) {
  const [name, setName] = useState(desk.lastName.value)
  const [password, setPassword] = useState('')
  const work = useWork()
  const locked = desk.lockReason.value
  const submit = (event: Event) => {
    event.preventDefault()
    void work.run(async () => {
      await desk.unlock(name, password)
    })
  }
  return (
    <Gate title={locked === null ? 'Đăng nhập' : 'Mở khoá'}>
      {locked !== null && <Notice>{lockTexts[locked]}</Notice>}
      <form onSubmit={submit}>
        <Field label="Tên đăng nhập">
          <input
            name="name"
            autocomplete="username"
            required
            autofocus={name === ''}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label="Mật khẩu">
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            autofocus={name !== ''}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </Field>
        {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
        <Button look="primary" type="submit" disabled={work.busy}>
          {work.busy ? 'Đang mở khoá…' : 'Mở khoá'}
        </Button>
      </form>
      <Soft>
        Mật khẩu không rời khỏi trình duyệt này. Quên mật khẩu thì không ai lấy lại được; chỉ huy có thể mời
        lại.
      </Soft>
    </Gate>
  )
}
