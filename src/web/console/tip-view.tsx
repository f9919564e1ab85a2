import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Tip } from '../../core/tip.ts'
import { deadlinesOf } from '../../triage/deadlines.ts'
import type { TriageItem } from '../../triage/triage-item.ts'
import { Badge, type BadgeLook } from '../ui/badge.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import { categoryLabels, dispositionLabels, stateLabels } from './labels.ts'
import { showHour, showLeft, showMinute } from './times.ts'
import { TipFiles } from './tip-files.tsx'
import type { OpenedTip } from './tip-opener.ts'
import { UrgencyBadge, wardName } from './tip-row.tsx'
import styles from './tip-view.module.css'

const answers = { yes: 'Có', no: 'Không', unknown: 'Không rõ' } as const

/** An opened tip, in the order in which an officer asks: what, where, when, who; then files and times. */
export function TipView({ item, opened, desk }: { item: TriageItem; opened: OpenedTip; desk: ConsoleDesk }) {
  const { tip } = opened
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // On a phone the list is gone, and the focus with it; beside the list it stays where it was.
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus()
  }, [tip.id])
  return (
    <article class={styles['tip']}>
      <header class={styles['head']}>
        <h2 ref={heading} tabIndex={-1}>
          {categoryLabels[tip.category]}
        </h2>
        <p class={styles['meta']}>
          <UrgencyBadge urgency={tip.urgency} />
          <Badge look="accent">{stateLabels[item.state]}</Badge>
          {item.disposition !== null && <Badge>{dispositionLabels[item.disposition]}</Badge>}
          <span>{showHour(tip.hour)}</span>
          {tip.language === 'en' && <Badge>Tiếng Anh</Badge>}
        </p>
      </header>
      {tip.danger === 'yes' && <Notice kind="danger">Người báo cho biết có người đang gặp nguy hiểm.</Notice>}
      {tip.inform !== undefined && tip.inform.length > 0 && (
        <Notice>Theo kế hoạch: báo cho {tip.inform.join('; ')}. Tin này chỉ gửi công an.</Notice>
      )}
      <Told tip={tip} wardLabel={wardName(tip.place?.ward ?? 'unknown', desk)} />
      <TipFiles item={item} opened={opened} desk={desk} />
      <Deadlines item={item} nowMs={desk.clock.now()} />
    </article>
  )
}

function Told({ tip, wardLabel }: { tip: Tip; wardLabel: string }) {
  return (
    <dl class={styles['told']}>
      <Part name="Việc gì">{tip.what}</Part>
      <Part name="Ở đâu">
        <Place tip={tip} wardLabel={wardLabel} />
      </Part>
      <Part name="Khi nào">{toldTime(tip)}</Part>
      <Part name="Những ai">{tip.people}</Part>
      <Part name="Xe cộ">{tip.vehicles}</Part>
      {tip.substances !== undefined && <Part name="Chất, tiếng lóng">{tip.substances}</Part>}
      <Part name="Còn tiếp diễn?">{tip.stillGoing && answers[tip.stillGoing]}</Part>
      <Part name="Có nguy hiểm?">{tip.danger && answers[tip.danger]}</Part>
    </dl>
  )
}

function Part({ name, children }: { name: string; children?: ComponentChildren }) {
  const isTold = children !== undefined && children !== '' && children !== null
  return (
    <div class={styles['part']}>
      <dt>{name}</dt>
      <dd class={isTold ? undefined : styles['untold']}>{isTold ? children : 'Không nói tới'}</dd>
    </div>
  )
}

function Place({ tip, wardLabel }: { tip: Tip; wardLabel: string }) {
  const { text, latitude, longitude } = tip.place ?? {}
  const point = latitude !== undefined && longitude !== undefined ? `${latitude}, ${longitude}` : null
  const whole = [text, wardLabel, point].filter(Boolean).join(' · ')
  return (
    <>
      {text !== undefined && <p>{text}</p>}
      <p>{wardLabel}</p>
      {point !== null && <p class={styles['point']}>{point}</p>}
      <CopyButton text={whole} label="Chép địa điểm" done="Đã chép" failed="Không chép được" />
    </>
  )
}

function toldTime({ when }: Tip): string | undefined {
  if (when === undefined) return undefined
  const understood = [when.from, when.to].filter((at) => at !== undefined).map(showMinute)
  const span = understood.length > 0 ? `(${understood.join(' – ')})` : ''
  return [when.text, span, when.recurring === true ? 'Lặp lại nhiều lần' : ''].filter(Boolean).join(' · ')
}

const looks = {
  kept: 'accent',
  late: 'warn',
  running: 'plain',
  soon: 'warn',
  over: 'dangerSoft',
} as const satisfies Record<string, BadgeLook>

function Deadlines({ item, nowMs }: { item: TriageItem; nowMs: number }) {
  const states = { kept: 'Đúng hạn', late: 'Xong, trễ hạn' } as const
  return (
    <section>
      <h3 class={styles['heading']}>Thời hạn tham khảo</h3>
      <ul class={styles['deadlines']}>
        {deadlinesOf(item, nowMs).map(({ rule, dueAt, state }) => (
          <li key={rule.id}>
            <span>{rule.label.vi}</span>
            <Badge look={looks[state]}>
              {state === 'kept' || state === 'late' ? states[state] : showLeft(dueAt, nowMs)}
            </Badge>
            <span class={styles['source']}>{rule.source}</span>
          </li>
        ))}
      </ul>
      <p class={styles['source']}>
        Tính từ giờ nhận tin. Đây là gợi ý, không thay cho văn bản đang có hiệu lực.
      </p>
    </section>
  )
}
