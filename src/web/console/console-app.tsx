import { useEffect } from 'preact/hooks'
import { mayDo } from '../../triage/permissions.ts'
import { Button } from '../ui/button.tsx'
import { AuditPage } from './audit-page.tsx'
import styles from './console-app.module.css'
import type { ConsoleDesk } from './console-desk.ts'
import { EnrolPage } from './enrol-page.tsx'
import { watchIdle } from './idle-lock.ts'
import { InboxPage } from './inbox-page.tsx'
import { roleLabels } from './labels.ts'
import { PeoplePage } from './people-page.tsx'
import { route } from './route.ts'
import { SignInPage } from './sign-in-page.tsx'

/** The whole console: an invite's page, the locked page, or the desk. */
export function ConsoleApp({ desk }: { desk: ConsoleDesk }) {
  const { me, clock } = desk
  const lockAfterMs = me.value?.lockAfterMs
  useEffect(() => {
    if (lockAfterMs === undefined) return
    return watchIdle(lockAfterMs, () => void desk.lock('idle'), {
      clock,
      target: document,
      onTouch: desk.stay,
    })
  }, [lockAfterMs])
  useEffect(() => {
    const count = desk.fresh.value.size
    document.title = count > 0 ? `(${count}) An Tâm · Bàn trực` : 'An Tâm · Bàn trực'
  }, [desk.fresh.value])

  if (route.value.page === 'enrol' && me.value === null)
    return <EnrolPage desk={desk} token={route.value.token} />
  if (me.value === null) return <SignInPage desk={desk} />
  return (
    <div class={styles['shell']}>
      <TopBar desk={desk} />
      <Page desk={desk} />
    </div>
  )
}

function Page({ desk }: { desk: ConsoleDesk }) {
  const { page } = route.value
  if (page === 'audit') return <AuditPage desk={desk} />
  if (page === 'people') return <PeoplePage desk={desk} />
  return <InboxPage desk={desk} />
}

function TopBar({ desk }: { desk: ConsoleDesk }) {
  const me = desk.me.value
  if (me === null) return null
  const at = route.value.page === 'tip' ? 'tips' : route.value.page
  const tabs = [
    { page: 'tips', label: 'Tin báo', shown: mayDo(me.role, 'list_items') },
    { page: 'audit', label: 'Nhật ký', shown: mayDo(me.role, 'read_audit') },
    { page: 'people', label: 'Người', shown: mayDo(me.role, 'see_people') },
  ]
  const unit = me.units.find((one) => one.id === me.unit)?.name ?? me.unit
  return (
    <header class={styles['bar']}>
      <p class={styles['brand']}>
        An Tâm <span class={styles['unit']}>{unit}</span>
      </p>
      <nav class={styles['tabs']} aria-label="Các trang">
        {tabs
          .filter((tab) => tab.shown)
          .map((tab) => (
            <a
              key={tab.page}
              href={`#/${tab.page}`}
              class={styles['tab']}
              aria-current={at === tab.page ? 'page' : undefined}
            >
              {tab.label}
            </a>
          ))}
      </nav>
      <div class={styles['who']}>
        <Connection desk={desk} />
        <span class={styles['name']}>
          {me.name} <span class={styles['role']}>{roleLabels[me.role]}</span>
        </span>
        <Button look="quiet" onClick={() => void desk.lock('asked')}>
          Khoá
        </Button>
      </div>
    </header>
  )
}

function Connection({ desk }: { desk: ConsoleDesk }) {
  const live = desk.connection.value === 'live'
  return (
    <span class={live ? styles['live'] : styles['lost']} role="status">
      {live ? 'Trực tuyến' : 'Mất kết nối, đang nối lại'}
    </span>
  )
}
