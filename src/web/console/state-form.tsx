import { useEffect, useRef, useState } from 'preact/hooks'
import type { StateChange } from '../../triage/staff-api.ts'
import {
  type ChangeReason,
  type Disposition,
  dispositions,
  reasonsFor,
  type TriageItem,
  type TriageState,
  triageStates,
} from '../../triage/triage-item.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { dispositionLabels, errorLabel, reasonLabels, stateActions } from './labels.ts'
import { Choices, Panel, PanelHint } from './panel.tsx'
import { useWork } from './use-work.ts'

type Change = Omit<StateChange, 'version' | 'remark'> & { remark: string }

/** Changes a tip's state: what next, why, and (sealed) the officer's own words. */
export function StateForm({
  item,
  onChange,
}: {
  item: TriageItem
  onChange: (change: Change) => Promise<void>
}) {
  const [to, setTo] = useState<TriageState | null>(null)
  const [reason, setReason] = useState<ChangeReason | null>(null)
  const [disposition, setDisposition] = useState<Disposition | null>(null)
  const [remark, setRemark] = useState('')
  const [overtaken, setOvertaken] = useState(false)
  const saving = useRef(false)
  const work = useWork()
  useEffect(() => {
    const isMine = saving.current
    saving.current = false
    if (to === null) return
    // The choice was made for another state. An officer's own words are kept.
    choose(null)
    setOvertaken(!isMine)
    if (isMine) setRemark('')
    // An addition of the tipster raises the version too, and changes nothing of the choice.
  }, [item.state, item.disposition])
  const nexts = triageStates.filter((state) => reasonsFor(item.state, state).length > 0)
  const choose = (state: TriageState | null) => {
    setOvertaken(false)
    setTo(state)
    setReason(null)
    setDisposition(null)
  }
  const isComplete =
    to !== null &&
    reason !== null &&
    (to === 'closed') === (disposition !== null) &&
    (reason !== 'other' || remark.trim() !== '')
  const submit = (event: Event) => {
    event.preventDefault()
    if (to === null || reason === null) return
    saving.current = true
    void work
      .run(() => onChange({ to, reason, disposition, remark }))
      .then((isSaved) => {
        if (!isSaved) saving.current = false
      })
  }
  return (
    <Panel title="Bước tiếp theo">
      <form onSubmit={submit}>
        <Choices
          legend="Anh/chị muốn làm gì?"
          name="to"
          value={to}
          onChoose={choose}
          options={nexts.map((value) => ({ value, label: stateActions[value] }))}
        />
        {to !== null && (
          <Choices
            legend="Lý do"
            name="reason"
            value={reason}
            onChoose={(chosen) => setReason(chosen)}
            options={reasonsFor(item.state, to).map((value) => ({ value, label: reasonLabels[value] }))}
          />
        )}
        {to === 'closed' && (
          <Choices
            legend="Kết quả"
            name="disposition"
            value={disposition}
            onChoose={(chosen) => setDisposition(chosen)}
            options={dispositions.map((value) => ({ value, label: dispositionLabels[value] }))}
          />
        )}
        {to !== null && (
          <Field
            label={reason === 'other' ? 'Ghi rõ lý do' : 'Ghi thêm (nếu cần)'}
            hint="Được niêm phong: chỉ đơn vị đọc được."
          >
            <textarea
              maxLength={2_000}
              value={remark}
              onInput={(event) => setRemark(event.currentTarget.value)}
            />
          </Field>
        )}
        {overtaken && <Notice kind="warn">Có người vừa đổi trạng thái tin này. Anh/chị chọn lại nhé.</Notice>}
        {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
        {to === null ? (
          <PanelHint>Mỗi bước được ghi vào nhật ký của đơn vị.</PanelHint>
        ) : (
          <Button look="primary" type="submit" disabled={!isComplete || work.busy}>
            {work.busy ? 'Đang lưu…' : 'Lưu'}
          </Button>
        )}
      </form>
    </Panel>
  )
}
