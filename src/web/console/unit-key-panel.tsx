import { useEffect, useState } from 'preact/hooks'
import { keyWords } from '../../tips/key-words.ts'
import { mayDo } from '../../triage/permissions.ts'
import type { Person, UnitKeys } from '../../triage/staff-api.ts'
import { Badge } from '../ui/badge.tsx'
import { Notice } from '../ui/notice.tsx'
import { codeOf } from './console-client.ts'
import type { ConsoleDesk } from './console-desk.ts'
import { errorLabel } from './labels.ts'
import styles from './page.module.css'
import { Panel, PanelHint } from './panel.tsx'
import { RotateKeyForm } from './rotate-key-form.tsx'

const sources = { config: 'tệp cấu hình', console: 'bàn trực', cli: 'dòng lệnh' } as const

/** The keys that the unit's tips are sealed to, in words that can be compared, and a way to change the unit's own. */
export function UnitKeyPanel({ desk, people }: { desk: ConsoleDesk; people: readonly Person[] }) {
  const me = desk.me.value
  const unit = me?.unit ?? ''
  const [keys, setKeys] = useState<UnitKeys | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    desk.client.unitKeys(unit).then(setKeys, (error) => setFailure(codeOf(error)))
  }, [unit, desk.peopleVersion.value])
  if (me === null || !mayDo(me.role, 'see_keys')) return null
  return (
    <Panel title="Khoá của đơn vị">
      <PanelHint>
        Tin mới được niêm phong cho các khoá “đang dùng”. Hãy đọc sáu từ này qua điện thoại với cấp trên và
        người vận hành: khác một từ là có khoá lạ.
      </PanelHint>
      {failure !== null && <Notice kind="danger">{errorLabel(failure)}</Notice>}
      {keys !== null && <KeyList keys={keys} mine={desk.keyRing.unitRecipient} />}
      {keys !== null && mayDo(me.role, 'rotate_key') && desk.keyRing.hasUnitKey && (
        <RotateKeyForm desk={desk} people={people} />
      )}
      <LostKey hasRecovery={(keys?.recovery ?? null) !== null} />
    </Panel>
  )
}

function KeyList({ keys, mine }: { keys: UnitKeys; mine: string | null }) {
  const strange = mine !== null && !keys.keys.some(({ recipient, active }) => active && recipient === mine)
  return (
    <>
      {strange && (
        <Notice kind="danger">
          Khoá anh/chị đang giữ không nằm trong các khoá đang dùng: tin mới có thể không mở được. Hãy gọi
          người vận hành.
        </Notice>
      )}
      {keys.pinned && (
        <Notice>Chỉ các khoá ghi trong tệp cấu hình được dùng. Đổi khoá thì phải sửa tệp ấy.</Notice>
      )}
      <ul class={styles['keys']}>
        {keys.keys.map(({ recipient, source, active }) => (
          <li key={recipient}>
            <span translate={false}>{keyWords(recipient)}</span>{' '}
            <Badge look={active ? 'accent' : 'plain'}>{active ? 'đang dùng' : 'đã thôi'}</Badge>{' '}
            <span class={styles['soft']}>
              {sources[source]}
              {recipient === mine && ' · khoá anh/chị đang giữ'}
            </span>
          </li>
        ))}
        {keys.recovery !== null && (
          <li>
            <span translate={false}>{keyWords(keys.recovery.recipient)}</span>{' '}
            <Badge look="warn">dự phòng</Badge>{' '}
            <span class={styles['soft']}>{keys.recovery.holder}, giữ ngoài mạng</span>
          </li>
        )}
      </ul>
    </>
  )
}

function LostKey({ hasRecovery }: { hasRecovery: boolean }) {
  return (
    <Notice kind="warn">
      Mất khoá nghĩa là mọi người trong đơn vị đều quên mật khẩu. Khi đó tin cũ chỉ còn đơn vị cấp trên
      {hasRecovery && ' hoặc người giữ khoá dự phòng'} mở được; không ai khôi phục giúp được. Luôn có ít nhất
      hai người giữ khoá.
    </Notice>
  )
}
