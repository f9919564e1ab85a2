import { useState } from 'preact/hooks'
import type { TipOriginal } from '../../core/tip.ts'
import { mayDo } from '../../triage/permissions.ts'
import {
  type OriginalReason,
  type OriginalRequest,
  originalReasons,
  type TriageItem,
} from '../../triage/triage-item.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import { errorLabel, originalReasonLabels, originalStateLabels } from './labels.ts'
import { ShownFile } from './shown-file.tsx'
import { showMinute } from './times.ts'
import styles from './tip-files.module.css'
import type { OpenedTip } from './tip-opener.ts'
import { useWork } from './use-work.ts'

interface Props {
  item: TriageItem
  original: TipOriginal
  opened: OpenedTip
  desk: ConsoleDesk
}

/** A photo as it was made: the unit above asks, the unit agrees, the unit above opens. */
export function OriginalPanel({ item, original, opened, desk }: Props) {
  const me = desk.me.value
  const request = item.originals?.find((one) => one.original === original.id)
  const shown = opened.originals[original.id]
  const isOwn = me?.unit === item.unit
  return (
    <div class={styles['original']}>
      <p>
        Có bản gốc, niêm hai lớp.{' '}
        {request !== undefined && <Badge>{originalStateLabels[request.state]}</Badge>}
      </p>
      {request !== undefined && <p>Lý do: {originalReasonLabels[request.reason]}</p>}
      {shown !== undefined && <ShownFile opened={shown} name="Ảnh gốc" />}
      {me !== null && isOwn && (
        <OwnSide {...{ item, original, desk, request }} may={mayDo(me.role, 'agree_original')} />
      )}
      {me !== null && !isOwn && (
        <UpperSide {...{ item, original, desk, request }} may={mayDo(me.role, 'ask_original')} />
      )}
    </div>
  )
}

interface SideProps extends Omit<Props, 'opened'> {
  request: OriginalRequest | undefined
  may: boolean
}

/** The unit to which the tip was given. */
function OwnSide({ item, original, desk, request, may }: SideProps) {
  const work = useWork()
  if (request?.state !== 'asked')
    return (
      <p class={styles['soft']}>Chỉ mở được khi cấp trên xin và đơn vị mình đồng ý. Một bên không mở được.</p>
    )
  if (!may) return <p class={styles['soft']}>Nhờ cán bộ hoặc chỉ huy của đơn vị xem yêu cầu này.</p>
  return (
    <>
      <p class={styles['soft']}>
        Bản gốc có thể còn nơi chụp, giờ chụp và tên máy. Đồng ý sẽ được ghi ở cả hai nhật ký.
      </p>
      <Failure code={work.failure} />
      <Button disabled={work.busy} onClick={() => void work.run(() => desk.agreeOriginal(item, original.id))}>
        Đồng ý, chuyển lên cấp trên
      </Button>
    </>
  )
}

/** The unit right above. */
function UpperSide({ item, original, desk, request, may }: SideProps) {
  const work = useWork()
  const [reason, setReason] = useState<OriginalReason>('evidence')
  const expired = request?.until !== undefined && Date.parse(request.until) < desk.clock.now()
  if (!may) return <p class={styles['soft']}>Cán bộ hoặc chỉ huy mới xin mở được.</p>
  if (request?.state === 'asked') return <p class={styles['soft']}>Đang chờ đơn vị nhận tin đồng ý.</p>
  if (request !== undefined && !expired)
    return (
      <>
        <Failure code={work.failure} />
        <Button disabled={work.busy} onClick={() => void work.run(() => desk.openOriginal(item, original))}>
          Mở ảnh gốc
        </Button>
        {request.until !== undefined && (
          <p class={styles['soft']}>Mở được đến {showMinute(request.until)}.</p>
        )}
      </>
    )
  return (
    <>
      <Field label="Lý do xin mở ảnh gốc">
        <select value={reason} onChange={(event) => setReason(reasonOf(event.currentTarget.value))}>
          {originalReasons.map((one) => (
            <option key={one} value={one}>
              {originalReasonLabels[one]}
            </option>
          ))}
        </select>
      </Field>
      <Failure code={work.failure} />
      <Button
        disabled={work.busy}
        onClick={() => void work.run(() => desk.askOriginal(item, original.id, reason))}
      >
        Xin mở ảnh gốc
      </Button>
    </>
  )
}

function Failure({ code }: { code: string | null }) {
  return code === null ? null : <Notice kind="danger">{errorLabel(code)}</Notice>
}

function reasonOf(value: string): OriginalReason {
  return originalReasons.find((one) => one === value) ?? 'evidence'
}
