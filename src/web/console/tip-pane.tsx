import { useEffect } from 'preact/hooks'
import type { TriageItem } from '../../triage/triage-item.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ClaimForm } from './claim-form.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import { errorLabel } from './labels.ts'
import { NoteForm } from './note-form.tsx'
import { StateForm } from './state-form.tsx'
import { ThreadPanel } from './thread-panel.tsx'
import styles from './tip-pane.module.css'
import { TipView } from './tip-view.tsx'
import { useWork } from './use-work.ts'

/** Opens the chosen tip, shows it, and offers what can be done with it. Leaving forgets what was opened. */
export function TipPane({ desk, tipId }: { desk: ConsoleDesk; tipId: string }) {
  const item = desk.find(tipId)
  const work = useWork()
  const isThere = item !== null
  useEffect(() => {
    if (item !== null) void work.run(() => desk.open(item))
    return () => desk.close()
  }, [isThere])
  const opened = desk.opened.value?.tip.id === tipId ? desk.opened.value : null
  return (
    <>
      <a class={styles['back']} href="#/tips">
        ← Danh sách
      </a>
      {item === null && <p>Tin này không có trong danh sách đang xem.</p>}
      {work.busy && opened === null && <p role="status">Đang mở niêm phong…</p>}
      {work.failure !== null && item !== null && (
        <Notice kind="danger">
          <p>{errorLabel(work.failure)}</p>
          <Button look="quiet" onClick={() => void work.run(() => desk.open(item))}>
            Thử lại
          </Button>
        </Notice>
      )}
      {item !== null && opened !== null && <OpenedPane desk={desk} item={item} opened={opened} />}
    </>
  )
}

function OpenedPane({
  desk,
  item,
  opened,
}: {
  desk: ConsoleDesk
  item: TriageItem
  opened: NonNullable<ConsoleDesk['opened']['value']>
}) {
  useEffect(() => {
    void desk.readThread(item).catch(() => {})
  }, [item.replies])
  const { mailbox } = opened.tip
  const wasOffered = opened.thread?.some(({ status }) => status === 'reward') === true
  return (
    <div class={styles['columns']}>
      <TipView item={item} opened={opened} desk={desk} />
      <div class={styles['side']}>
        <ThreadPanel thread={opened.thread} canReply={mailbox.reply !== undefined} />
        <StateForm item={item} onChange={(change) => desk.changeState(item, change)} />
        <NoteForm onSend={(note) => desk.writeNote(item, note)} />
        {wasOffered && mailbox.claim !== undefined && (
          <ClaimForm onCheck={(typed) => desk.checkClaim(item, typed)} />
        )}
      </div>
    </div>
  )
}
