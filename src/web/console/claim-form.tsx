import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { errorLabel } from './labels.ts'
import { Panel, PanelHint } from './panel.tsx'
import { useWork } from './use-work.ts'

type Verdict = 'match' | 'mismatch' | 'no_code'

/** Compares the reward words that somebody shows with the opened tip. They are forgotten at once. */
export function ClaimForm({ onCheck }: { onCheck: (typed: string) => Promise<boolean | null> }) {
  const [typed, setTyped] = useState('')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const work = useWork()
  const submit = (event: Event) => {
    event.preventDefault()
    void work.run(async () => {
      const matches = await onCheck(typed)
      setVerdict(matches === null ? 'no_code' : matches ? 'match' : 'mismatch')
      if (matches !== null) setTyped('')
    })
  }
  return (
    <Panel title="Đối chiếu mã nhận thưởng">
      <form onSubmit={submit} autocomplete="off">
        <PanelHint>
          Chỉ hỏi mã nhận thưởng, đừng hỏi mã biên nhận hay tên. Mã được so ngay trong trình duyệt, không lưu
          ở đâu.
        </PanelHint>
        <Field label="Mã người đến nhận đưa ra">
          <input
            value={typed}
            required
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            onInput={(event) => {
              setTyped(event.currentTarget.value)
              setVerdict(null)
            }}
          />
        </Field>
        {work.failure !== null && <Notice kind="danger">{errorLabel(work.failure)}</Notice>}
        <div role="status">{verdict !== null && <Answer verdict={verdict} />}</div>
        <Button type="submit" disabled={work.busy || typed.trim() === ''}>
          Đối chiếu
        </Button>
      </form>
    </Panel>
  )
}

function Answer({ verdict }: { verdict: Verdict }) {
  if (verdict === 'match') return <Notice>Khớp: đây là người giữ mã của tin này. Đã ghi nhật ký.</Notice>
  if (verdict === 'mismatch') return <Notice kind="danger">Không khớp với tin này.</Notice>
  return <Notice kind="warn">Chưa phải một mã đủ bảy từ. Xem lại từng từ giúp người ta nhé.</Notice>
}
