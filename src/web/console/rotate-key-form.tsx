import { useEffect, useState } from 'preact/hooks'
import type { Person } from '../../triage/staff-api.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import type { NextHolder } from './key-ring.ts'
import { errorLabel } from './labels.ts'
import styles from './page.module.css'
import { useWork } from './use-work.ts'

interface Checked {
  /** Who gets the new key. */
  holders: (NextHolder & { name: string })[]
  /** Names of those whom no holder of the key vouched for. */
  doubtful: string[]
}

/** Gives the unit a new key, made in this browser, for the officers named on the screen and nobody else. */
export function RotateKeyForm({ desk, people }: { desk: ConsoleDesk; people: readonly Person[] }) {
  const [checked, setChecked] = useState<Checked | null>(null)
  const [asks, setAsks] = useState(false)
  const [done, setDone] = useState(false)
  const work = useWork()
  useEffect(() => {
    void checkHolders(desk, people).then(setChecked)
  }, [people])
  if (checked === null) return null
  const rotate = () =>
    void work.run(async () => {
      const before = desk.keyRing.unitRecipient ?? ''
      await desk.client.rotateKey({ before, ...(await desk.keyRing.makeNextKey(checked.holders)) })
      setAsks(false)
      setDone(true)
    })
  return (
    <div>
      {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
      {done && <Notice>Đã đổi khoá. Tin mới dùng khoá mới; tin cũ vẫn mở được bằng khoá cũ.</Notice>}
      {asks ? (
        <Notice kind="warn">
          <p>Khoá mới sẽ giao cho: {checked.holders.map(({ name }) => name).join(', ')}.</p>
          <p>Ai không còn làm việc ở đây thì “Cho thôi” trước rồi mới đổi khoá.</p>
          {checked.doubtful.length > 0 && (
            <p>
              Không giao được cho: {checked.doubtful.join(', ')} (không có ai giữ khoá xác nhận). Hãy cho thôi
              rồi mời lại những người này.
            </p>
          )}
          <div class={styles['actions']}>
            <Button look="primary" disabled={work.busy} onClick={rotate}>
              {work.busy ? 'Đang đổi khoá…' : 'Đổi khoá'}
            </Button>
            <Button onClick={() => setAsks(false)}>Để sau</Button>
          </div>
        </Notice>
      ) : (
        <Button
          onClick={() => {
            setAsks(true)
            setDone(false)
          }}
        >
          Đổi khoá đơn vị
        </Button>
      )}
    </div>
  )
}

async function checkHolders({ keyRing }: ConsoleDesk, people: readonly Person[]): Promise<Checked> {
  const checked: Checked = { holders: [], doubtful: [] }
  for (const { id, name, holder } of people) {
    if (holder === null) continue
    const next = { officer: id, name, ...holder }
    if (await keyRing.isVouchedFor(next)) checked.holders.push(next)
    else checked.doubtful.push(name)
  }
  return checked
}
