import { useState } from 'preact/hooks'
import type { Note } from '../../tips/mailbox.ts'
import { tipLimits } from '../../tips/tip-limits.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { errorLabel, type NoteTemplate, noteTemplates } from './labels.ts'
import { Choices, Panel, PanelHint } from './panel.tsx'
import { useWork } from './use-work.ts'

/** Leaves word for the tipster, sealed to the mailbox that only their receipt code opens. */
export function NoteForm({
  onSend,
}: {
  onSend: (note: Required<Pick<Note, 'status' | 'text'>>) => Promise<void>
}) {
  const [template, setTemplate] = useState<NoteTemplate | null>(null)
  const [text, setText] = useState('')
  const [sent, setSent] = useState(false)
  const work = useWork()
  /** A template's places to fill in are sent to nobody. */
  const hasGap = text.includes('…')
  const choose = (status: NoteTemplate['status']) => {
    const chosen = noteTemplates.find((one) => one.status === status) ?? null
    setTemplate(chosen)
    setText(chosen?.text ?? '')
    setSent(false)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    if (template === null) return
    void work.run(async () => {
      await onSend({ status: template.status, text: text.trim() })
      setTemplate(null)
      setSent(true)
    })
  }
  return (
    <Panel title="Nhắn cho người báo">
      <form onSubmit={submit}>
        <PanelHint>Người báo đọc bằng mã biên nhận. Không ai biết họ là ai.</PanelHint>
        <Choices
          legend="Nói về"
          name="note"
          value={template?.status ?? null}
          onChoose={choose}
          options={noteTemplates.map(({ status, label }) => ({ value: status, label }))}
        />
        {template !== null && (
          <Field label="Lời nhắn" hint="Đừng hỏi tên, nơi ở hay cách liên lạc.">
            <textarea
              required
              maxLength={tipLimits.noteChars}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </Field>
        )}
        {template !== null && hasGap && <PanelHint>Điền vào các chỗ “…” rồi mới gửi được.</PanelHint>}
        {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
        {sent && <Notice>Đã để lại lời nhắn.</Notice>}
        {template !== null && (
          <Button type="submit" disabled={work.busy || text.trim() === '' || hasGap}>
            {work.busy ? 'Đang gửi…' : 'Gửi lời nhắn'}
          </Button>
        )}
      </form>
    </Panel>
  )
}
