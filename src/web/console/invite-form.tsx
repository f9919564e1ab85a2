import { useState } from 'preact/hooks'
import { systemIds } from '../../core/clock.ts'
import { type OfficerRole, officerRoles } from '../../triage/officer.ts'
import { readsTips } from '../../triage/permissions.ts'
import type { Me } from '../../triage/staff-api.ts'
import { inviteSecrets, makeToken, tokenHash } from '../../triage/staff-keys.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import { errorLabel, roleLabels } from './labels.ts'
import styles from './page.module.css'
import { Panel, PanelHint } from './panel.tsx'
import { useWork } from './use-work.ts'

/** Makes a one-time link. The secret in it is made here; the server learns only a hash. */
export function InviteForm({ desk }: { desk: ConsoleDesk }) {
  const me = desk.me.value
  const [unit, setUnit] = useState(me?.unit ?? '')
  const [role, setRole] = useState<OfficerRole>('can_bo')
  const [link, setLink] = useState<string | null>(null)
  const work = useWork()
  if (me === null) return null
  const roles = rolesFor(me, unit)
  const chosen = roles.includes(role) ? role : roles[0]
  const submit = (event: Event) => {
    event.preventDefault()
    if (chosen !== undefined) void work.run(async () => setLink(await makeLink(desk, unit, chosen)))
  }
  return (
    <Panel title="Mời người mới">
      <form onSubmit={submit}>
        <div class={styles['tools']}>
          <Field label="Đơn vị">
            <select value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
              {me.units.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </Field>
          <Field label="Vai trò">
            <select
              value={chosen}
              onChange={(event) =>
                setRole(officerRoles.find((one) => one === event.currentTarget.value) ?? 'can_bo')
              }
            >
              {roles.map((one) => (
                <option key={one} value={one}>
                  {roleLabels[one]}
                </option>
              ))}
            </select>
          </Field>
          <Button type="submit" disabled={work.busy || chosen === undefined}>
            Tạo liên kết
          </Button>
        </div>
      </form>
      {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
      {link !== null && (
        <Notice kind="warn">
          <p>Liên kết chỉ hiện một lần, dùng một lần, trong 72 giờ. Trao tận tay hoặc qua kênh tin cậy.</p>
          <p class={styles['link']}>{link}</p>
          <CopyButton text={link} label="Chép liên kết" done="Đã chép" failed="Không chép được" />
        </Notice>
      )}
      <PanelHint>Sau khi người mới tạo tài khoản, anh/chị bấm “Giao khoá” để họ đọc được tin.</PanelHint>
    </Panel>
  )
}

/** The same rule as `mayInvite` on the server, which decides. */
function rolesFor(me: Me, unit: string): OfficerRole[] {
  const hasKey = me.units.some((one) => one.id === unit && one.recipient !== null)
  const own = me.role === 'chi_huy' && unit === me.unit
  return officerRoles.filter((role) => !readsTips(role) || (hasKey ? own : role === 'chi_huy'))
}

async function makeLink(desk: ConsoleDesk, unit: string, role: OfficerRole): Promise<string> {
  const token = makeToken(systemIds.bytes(32))
  const { serverToken, proofKey } = inviteSecrets(token)
  const sealedProofKey = await desk.keyRing.sealToMyself(proofKey)
  await desk.client.invite({ unit, role, tokenHash: tokenHash(serverToken), sealedProofKey })
  const { origin, pathname } = window.location
  return `${origin}${pathname}#/enrol/${token}`
}
