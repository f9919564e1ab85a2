import { useState } from 'preact/hooks'
import { type TipFile, tipFileTypes } from '../../core/tip.ts'
import { extensions } from '../../tips/file-extensions.ts'
import type { TriageItem } from '../../triage/triage-item.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ConsoleDesk } from './console-desk.ts'
import type { OpenedFile } from './opened-file.ts'
import { OriginalPanel } from './original-panel.tsx'
import { ShownFile } from './shown-file.tsx'
import styles from './tip-files.module.css'
import type { OpenedTip } from './tip-opener.ts'

interface Props {
  item: TriageItem
  opened: OpenedTip
  desk: ConsoleDesk
}

/** What was sent with a tip: seen, played or read here, from memory. */
export function TipFiles({ item, opened, desk }: Props) {
  const { tip, files } = opened
  if (tip.files.length === 0) return null
  return (
    <section>
      <h3 class={styles['heading']}>Ảnh và tệp ({tip.files.length})</h3>
      <ul class={styles['files']}>
        {tip.files.map((file, at) => (
          <li key={file.id} class={isPhoto(file) && file.original === undefined ? undefined : styles['wide']}>
            <One file={file} opened={files[at]} name={`${nameOf(file)} ${at + 1}`} />
            {file.original !== undefined && (
              <OriginalPanel item={item} original={file.original} opened={opened} desk={desk} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function One({ file, opened, name }: { file: TipFile; opened: OpenedFile | null | undefined; name: string }) {
  if (opened === undefined) return <p>Đang mở {name.toLocaleLowerCase('vi')}…</p>
  if (opened === null) return <p>Không mở được {name.toLocaleLowerCase('vi')} này.</p>
  return (
    <>
      <ShownFile opened={opened} name={name} />
      <Download opened={opened} name={`${file.id.slice(0, 8)}.${extensions[file.mime]}`} />
    </>
  )
}

/** A copy on the disk is sealed no more; whoever makes one is told so first. */
function Download({ opened, name }: { opened: OpenedFile; name: string }) {
  const [asked, setAsked] = useState(false)
  if (!asked)
    return (
      <Button look="quiet" onClick={() => setAsked(true)}>
        Tải về…
      </Button>
    )
  return (
    <Notice kind="warn">
      <p>Bản tải về nằm trên máy này, không còn niêm phong. Chỉ tải khi cần, xong việc nhớ xoá.</p>
      <a href={opened.url} download={name} onClick={() => setAsked(false)}>
        Vẫn tải về
      </a>
    </Notice>
  )
}

function isPhoto({ mime }: Pick<TipFile, 'mime'>): boolean {
  return mime.startsWith('image/')
}

const names: Readonly<Record<string, string>> = {
  image: 'Ảnh',
  video: 'Video',
  audio: 'Ghi âm',
  text: 'Văn bản',
}

function nameOf({ mime }: { mime: (typeof tipFileTypes)[number] }): string {
  return names[mime.split('/')[0] ?? ''] ?? 'Tệp'
}
