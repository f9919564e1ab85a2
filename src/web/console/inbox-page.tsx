import { useEffect, useRef, useState } from 'preact/hooks'
import type { TriageItem, TriageState } from '../../triage/triage-item.ts'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import styles from './inbox-page.module.css'
import { categoryLabels, errorLabel, stateLabels, urgencyLabels } from './labels.ts'
import { route } from './route.ts'
import { TipPane } from './tip-pane.tsx'
import { TipRow, wardName } from './tip-row.tsx'

type Show = 'waiting' | 'new' | 'opened' | 'checking' | 'finished'

const shows: readonly { value: Show; label: string }[] = [
  { value: 'waiting', label: 'Đang chờ' },
  { value: 'new', label: stateLabels.new },
  { value: 'opened', label: stateLabels.opened },
  { value: 'checking', label: stateLabels.checking },
  { value: 'finished', label: 'Đã xong' },
]

/** The live list and, beside it (or instead of it on a phone), the chosen tip. */
export function InboxPage({ desk }: { desk: ConsoleDesk }) {
  const [show, setShow] = useState<Show>('waiting')
  const [ward, setWard] = useState('')
  useEffect(() => {
    if (show === 'finished') void desk.loadFinished()
  }, [show])
  const chosen = route.value.page === 'tip' ? route.value.tip : null
  const list = filtered(desk, show, ward)
  return (
    <main class={chosen === null ? styles['page'] : `${styles['page']} ${styles['withTip']}`}>
      <section class={styles['list']} aria-label="Danh sách tin">
        <Filters desk={desk} show={show} onShow={setShow} ward={ward} onWard={setWard} count={list.length} />
        <Announcer desk={desk} />
        {desk.trouble.value !== null && <Notice kind="danger">{errorLabel(desk.trouble.value)}</Notice>}
        {desk.me.value?.unitKey === null && <Notice kind="warn">{errorLabel('key:missing')}</Notice>}
        <Rows desk={desk} list={list} chosen={chosen} />
        {desk.more.value && show !== 'finished' && (
          <Notice>Còn tin khác chưa hiện. Xử lý bớt các tin trên rồi chúng sẽ hiện ra.</Notice>
        )}
      </section>
      <section class={styles['detail']} aria-label="Tin đang xem">
        {chosen === null ? (
          <p class={styles['empty']}>Chọn một tin để mở.</p>
        ) : (
          <TipPane key={chosen} desk={desk} tipId={chosen} />
        )}
      </section>
    </main>
  )
}

function filtered(desk: ConsoleDesk, show: Show, ward: string): TriageItem[] {
  const base = show === 'finished' ? [...desk.finished.value] : desk.waiting.value
  const wanted: TriageState | null = show === 'waiting' || show === 'finished' ? null : show
  return base.filter(
    (item) => (wanted === null || item.state === wanted) && (ward === '' || item.ward === ward),
  )
}

interface FiltersProps {
  desk: ConsoleDesk
  show: Show
  onShow: (show: Show) => void
  ward: string
  onWard: (ward: string) => void
  count: number
}

function Filters({ desk, show, onShow, ward, onWard, count }: FiltersProps) {
  const wards = [...(desk.me.value?.wards ?? []), { code: 'unknown', name: 'Chưa rõ phường' }]
  return (
    <div class={styles['filters']}>
      <h1 class={styles['title']}>
        Tin báo <span class={styles['count']}>{count}</span>
      </h1>
      <Field label="Trạng thái">
        <select
          value={show}
          onChange={(event) =>
            onShow(shows.find((one) => one.value === event.currentTarget.value)?.value ?? 'waiting')
          }
        >
          {shows.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Phường">
        <select value={ward} onChange={(event) => onWard(event.currentTarget.value)}>
          <option value="">Tất cả</option>
          {wards.map((one) => (
            <option key={one.code} value={one.code}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
    </div>
  )
}

/** Arrow keys move between rows; each row is a link, so Enter, Tab and screen readers work as anywhere. */
function Rows({
  desk,
  list,
  chosen,
}: {
  desk: ConsoleDesk
  list: readonly TriageItem[]
  chosen: string | null
}) {
  const box = useRef<HTMLOListElement>(null)
  function move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const links = [...(box.current?.querySelectorAll('a') ?? [])]
    const next = links[links.findIndex((link) => link === document.activeElement) + step]
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }
  if (list.length === 0) return <p class={styles['empty']}>Không có tin nào ở đây.</p>
  const units = desk.me.value?.units ?? []
  return (
    <ol class={styles['rows']} ref={box} onKeyDown={move}>
      {list.map((item) => (
        <TipRow
          key={item.tip}
          item={item}
          desk={desk}
          isChosen={item.tip === chosen}
          isFresh={desk.fresh.value.has(item.tip)}
          showUnit={units.length > 1}
        />
      ))}
    </ol>
  )
}

/** Tells screen readers of the newest arrival. There is no sound: a duty room has enough of those. */
function Announcer({ desk }: { desk: ConsoleDesk }) {
  const newest = desk.waiting.value.findLast((item) => desk.fresh.value.has(item.tip))
  const { urgency, category } = newest ?? {}
  return (
    <p class={styles['announcer']} role="status">
      {newest !== undefined &&
        urgency !== undefined &&
        category !== undefined &&
        `Có tin mới: ${urgencyLabels[urgency]}, ${categoryLabels[category]}, ${wardName(newest.ward, desk)}`}
    </p>
  )
}
