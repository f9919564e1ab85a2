import { useEffect, useState } from 'preact/hooks'
import { type AuditEntry, type AuditVerdict, verifyAudit } from '../../triage/audit-log.ts'
import type { AuditPage as AuditAnswer } from '../../triage/staff-api.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { codeOf } from './console-client.ts'
import type { ConsoleDesk } from './console-desk.ts'
import {
  actionLabels,
  dispositionLabels,
  errorLabel,
  originalReasonLabels,
  reasonLabels,
  roleLabels,
  stateLabels,
} from './labels.ts'
import styles from './page.module.css'
import { showHour, showMinute } from './times.ts'

const SHOWN = 100

/** A unit's record of steps. The chain is checked here, in the browser, not taken on the server's word. */
export function AuditPage({ desk }: { desk: ConsoleDesk }) {
  const me = desk.me.value
  const [unit, setUnit] = useState(me?.unit ?? '')
  const [answer, setAnswer] = useState<AuditAnswer | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    setFailure(null)
    setAnswer(null)
    desk.client.audit(unit).then(setAnswer, (error) => setFailure(codeOf(error)))
  }, [unit, round])
  return (
    <main class={styles['page']}>
      <h1>Nhật ký</h1>
      <div class={styles['tools']}>
        <Field label="Đơn vị">
          <select value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
            {me?.units.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <Button onClick={() => setRound(round + 1)}>Tải lại</Button>
      </div>
      {failure !== null && <Notice kind="danger">{errorLabel(failure)}</Notice>}
      {answer !== null && <Chain answer={answer} desk={desk} />}
    </main>
  )
}

function Chain({ answer, desk }: { answer: AuditAnswer; desk: ConsoleDesk }) {
  const [shown, setShown] = useState(SHOWN)
  const verdict = verifyAudit(answer.entries, answer.head)
  const newest = answer.entries.toReversed().slice(0, shown)
  return (
    <>
      <Verdict verdict={verdict} count={answer.entries.length} />
      <table class={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Số</th>
            <th scope="col">Lúc</th>
            <th scope="col">Ai</th>
            <th scope="col">Việc</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((entry) => (
            <Row key={entry.seq} entry={entry} answer={answer} desk={desk} />
          ))}
        </tbody>
      </table>
      {answer.entries.length > shown && <Button onClick={() => setShown(shown + SHOWN)}>Xem thêm</Button>}
    </>
  )
}

function Verdict({ verdict, count }: { verdict: AuditVerdict; count: number }) {
  if (verdict.intact)
    return <Notice>Chuỗi ghi nhận nguyên vẹn: {count} mục, đã kiểm trong trình duyệt này.</Notice>
  return (
    <Notice kind="danger">
      Chuỗi ghi nhận đã bị thay đổi từ mục số {verdict.brokenAt}. Hãy báo ngay cho cấp trên.
    </Notice>
  )
}

function Row({ entry, answer, desk }: { entry: AuditEntry; answer: AuditAnswer; desk: ConsoleDesk }) {
  const nameOf = (id: string) => answer.officers.find((one) => one.id === id)?.name ?? 'Không rõ'
  return (
    <tr>
      <td class={styles['number']}>{entry.seq}</td>
      <td class={styles['number']}>
        {entry.action === 'item_received' ? showHour(entry.at) : showMinute(entry.at)}
      </td>
      <td>{entry.officer === null ? 'Hệ thống' : nameOf(entry.officer)}</td>
      <td>
        <p>
          {actionLabels[entry.action]}
          {entry.about !== undefined && `: ${nameOf(entry.about)}`}
          {entry.role !== undefined && ` (${roleLabels[entry.role]})`}
          {entry.to !== undefined &&
            entry.from !== undefined &&
            `: ${stateLabels[entry.from]} → ${stateLabels[entry.to]}`}
        </p>
        {entry.reason !== undefined && entry.reason !== 'read' && <p>Lý do: {reasonLabels[entry.reason]}</p>}
        {entry.originalReason !== undefined && <p>Lý do: {originalReasonLabels[entry.originalReason]}</p>}
        {entry.disposition !== undefined && <p>Kết quả: {dispositionLabels[entry.disposition]}</p>}
        {entry.remark !== undefined && <Remark sealed={entry.remark} desk={desk} />}
        {entry.item !== undefined && <p class={styles['soft']}>Tin {entry.item.slice(0, 8)}</p>}
      </td>
    </tr>
  )
}

function Remark({ sealed, desk }: { sealed: string; desk: ConsoleDesk }) {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    desk.keyRing.openRemark(sealed).then(setText, () => setText(null))
  }, [sealed])
  return text === null ? (
    <p class={styles['soft']}>Có ghi thêm, niêm phong cho đơn vị.</p>
  ) : (
    <p class={styles['remark']}>“{text}”</p>
  )
}
