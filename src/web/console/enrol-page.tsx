import { useEffect, useState } from 'preact/hooks'
import { OfficerName } from '../../triage/officer.ts'
import { readsTips } from '../../triage/permissions.ts'
import type { InviteInfo } from '../../triage/staff-api.ts'
import { inviteSecrets } from '../../triage/staff-keys.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { codeOf } from './console-client.ts'
import type { ConsoleDesk } from './console-desk.ts'
import { Gate, Soft } from './gate.tsx'
import { errorLabel, roleLabels } from './labels.ts'
import { enrol } from './sign-in.ts'
import { useWork } from './use-work.ts'

const MIN_PASSWORD = 12

/** Opens an invite: checks it, then asks for name, unit (the very first officer) and password. */
export function EnrolPage({ desk, token }: { desk: ConsoleDesk; token: string }) {
  const [info, setInfo] = useState<InviteInfo | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    desk.client
      .checkInvite(inviteSecrets(token).serverToken)
      .then(setInfo, (error) => setFailure(codeOf(error)))
  }, [token])
  if (failure !== null) {
    return (
      <Gate title="Lời mời">
        <Notice kind="danger">{errorLabel(failure)}</Notice>
        <a href="#/tips">Tới trang đăng nhập</a>
      </Gate>
    )
  }
  return (
    <Gate title="Tạo tài khoản">
      {info === null ? (
        <Soft>Đang kiểm tra lời mời…</Soft>
      ) : (
        <EnrolForm desk={desk} token={token} info={info} />
      )}
    </Gate>
  )
}

function EnrolForm({ desk, token, info }: { desk: ConsoleDesk; token: string; info: InviteInfo }) {
  const [name, setName] = useState('')
  const [unit, setUnit] = useState(info.unit ?? info.units[0]?.id ?? '')
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const work = useWork()
  const problem = problemOf(name, password, again)
  const makesKey = readsTips(info.role) && info.units.find((one) => one.id === unit)?.hasKey === false
  const submit = (event: Event) => {
    event.preventDefault()
    void work.run(async () => {
      await enrol(desk.client, { token, info, unit, name: OfficerName.parse(name), password })
      await desk.unlock(OfficerName.parse(name), password)
      window.location.replace('#/tips')
    })
  }
  return (
    <form onSubmit={submit}>
      <Soft>
        Vai trò: <b>{roleLabels[info.role]}</b>
        {info.unit !== null && <> · {info.units[0]?.name}</>}
      </Soft>
      {info.unit === null && (
        <Field label="Đơn vị">
          <select value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
            {info.units.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Field label="Tên hoặc bí danh" hint="Dùng để đăng nhập, và ghi trong nhật ký.">
        <input
          name="name"
          autocomplete="username"
          required
          maxLength={40}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <Field label="Mật khẩu" hint={`Ít nhất ${MIN_PASSWORD} ký tự. Một câu dễ nhớ là tốt nhất.`}>
        <input
          name="new-password"
          type="password"
          autocomplete="new-password"
          required
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      <Field label="Nhập lại mật khẩu">
        <input
          name="again"
          type="password"
          autocomplete="new-password"
          required
          value={again}
          onInput={(event) => setAgain(event.currentTarget.value)}
        />
      </Field>
      {makesKey && (
        <Notice kind="warn">
          Khoá của đơn vị được tạo ngay trong trình duyệt này. Mất hết mật khẩu của mọi người là mất khoá: hãy
          mời thêm ít nhất một người.
        </Notice>
      )}
      {problem !== null && again !== '' && <Notice kind="danger">{problem}</Notice>}
      {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
      <Button look="primary" type="submit" disabled={work.busy || problem !== null}>
        {work.busy ? 'Đang tạo khoá…' : 'Tạo tài khoản'}
      </Button>
    </form>
  )
}

function problemOf(name: string, password: string, again: string): string | null {
  if (!OfficerName.safeParse(name).success) return 'Tên cần 2 đến 40 chữ cái hoặc chữ số.'
  if (password.length < MIN_PASSWORD) return `Mật khẩu cần ít nhất ${MIN_PASSWORD} ký tự.`
  return password === again ? null : 'Hai lần nhập mật khẩu chưa giống nhau.'
}
