import type { Urgency } from '../../core/tip.ts'
import { nextDeadline } from '../../triage/deadlines.ts'
import { isOpen, type TriageItem, unreadReplies } from '../../triage/triage-item.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import { categoryLabels, dispositionLabels, stateLabels, urgencyLabels } from './labels.ts'
import { showAge, showHour, showLeft } from './times.ts'
import styles from './tip-row.module.css'

const urgencyLooks: Record<Urgency, BadgeLook> = { khan: 'danger', cao: 'warn', thuong: 'plain' }

export function UrgencyBadge({ urgency }: { urgency: Urgency }) {
  return <Badge look={urgencyLooks[urgency]}>{urgencyLabels[urgency]}</Badge>
}

export function wardName(code: string, desk: ConsoleDesk): string {
  return desk.me.value?.wards.find((ward) => ward.code === code)?.name ?? 'Chưa rõ phường'
}

interface TipRowProps {
  item: TriageItem
  desk: ConsoleDesk
  isChosen: boolean
  isFresh: boolean
  showUnit: boolean
}

/** One tip of the list: what routing knows of it, and nothing of what it says. */
export function TipRow({ item, desk, isChosen, isFresh, showUnit }: TipRowProps) {
  const nowMs = desk.clock.now()
  const unit = desk.me.value?.units.find((one) => one.id === item.unit)?.name ?? item.unit
  const classes = [styles['row'], styles[item.urgency], isFresh ? styles['fresh'] : '']
    .filter(Boolean)
    .join(' ')
  return (
    <li>
      <a class={classes} href={`#/tips/${item.tip}`} aria-current={isChosen ? 'true' : undefined}>
        <span class={styles['top']}>
          <UrgencyBadge urgency={item.urgency} />
          <span class={styles['category']}>{categoryLabels[item.category]}</span>
          {isFresh && <Badge look="accent">Vừa tới</Badge>}
          {waitsForMe(item, desk) && <Badge look="accent">Việc về ảnh gốc</Badge>}
          {unreadReplies(item) > 0 && <Badge look="accent">Người báo đã trả lời</Badge>}
        </span>
        <span class={styles['where']}>
          {wardName(item.ward, desk)}
          {showUnit && <span class={styles['soft']}> · {unit}</span>}
        </span>
        <span class={styles['bottom']}>
          <span>
            {showHour(item.hour)}
            {isOpen(item.state) && <> · chờ {showAge(item.hour, nowMs)}</>}
          </span>
          <span class={styles['state']}>
            {item.files > 0 && `${item.files} tệp · `}
            {item.disposition === null ? stateLabels[item.state] : dispositionLabels[item.disposition]}
          </span>
        </span>
        <DueLine item={item} nowMs={nowMs} />
      </a>
    </li>
  )
}

/** Somebody waits for this officer's side: to agree to an original, or to open it. */
function waitsForMe({ unit, originals = [] }: TriageItem, desk: ConsoleDesk): boolean {
  const mine = desk.me.value?.unit === unit ? 'asked' : 'agreed'
  return originals.some(({ state }) => state === mine)
}

function DueLine({ item, nowMs }: { item: TriageItem; nowMs: number }) {
  const next = isOpen(item.state) ? nextDeadline(item, nowMs) : null
  if (next === null || next.state === 'running') return null
  const names = { classify: 'Phân loại', commune_check: 'Kiểm tra sơ bộ', verify: 'Xác minh' } as const
  return (
    <span>
      <Badge look={next.state === 'over' ? 'dangerSoft' : 'warn'}>
        {names[next.rule.id]}: {showLeft(next.dueAt, nowMs)}
      </Badge>
    </span>
  )
}
