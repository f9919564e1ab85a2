import { Badge } from '../ui/badge.tsx'
import { Notice } from '../ui/notice.tsx'
import { statusLabels } from './labels.ts'
import { Panel, PanelHint } from './panel.tsx'
import styles from './thread-panel.module.css'
import { showHour, showMinute } from './times.ts'
import type { ThreadLine } from './tip-thread.ts'

/** What officers and the tipster wrote to each other after the tip, oldest first. */
export function ThreadPanel({
  thread,
  canReply,
}: {
  thread: readonly ThreadLine[] | null
  canReply: boolean
}) {
  return (
    <Panel title="Trao đổi với người báo">
      {thread === null && <p role="status">Đang mở lời nhắn…</p>}
      {thread?.length === 0 && <PanelHint>Chưa có lời nhắn nào.</PanelHint>}
      {thread !== null && thread.length > 0 && (
        <ol class={styles['thread']}>
          {thread.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
      )}
      {!canReply && (
        <PanelHint>
          Tin này báo từ trước khi có hộp thư hai chiều: người báo đọc được, không trả lời được.
        </PanelHint>
      )}
    </Panel>
  )
}

function Line({ line }: { line: ThreadLine }) {
  const isOurs = line.from === 'unit'
  return (
    <li class={isOurs ? styles['ours'] : styles['theirs']}>
      <p class={styles['head']}>
        <b>{isOurs ? 'Đơn vị' : 'Người báo'}</b>{' '}
        <span>{isOurs ? showMinute(line.at) : showHour(line.at)}</span>{' '}
        {line.status !== null && <Badge>{statusLabels[line.status]}</Badge>}
      </p>
      {line.isGenuine ? (
        <p class={styles['text']}>{line.text ?? 'Niêm phong cho khoá khác, không mở được ở đây.'}</p>
      ) : (
        <Notice kind="danger">
          Lời nhắn này không mang dấu của người giữ mã. Có thể ai đó mạo danh: không hiện nội dung.
        </Notice>
      )}
    </li>
  )
}
