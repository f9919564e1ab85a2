import { useState } from 'preact/hooks'
import type { OpenedFile } from './opened-file.ts'
import styles from './tip-files.module.css'

/** The file itself; a text is put in as text, whatever it holds. */
export function ShownFile({ opened: { mime, url, text }, name }: { opened: OpenedFile; name: string }) {
  const [broken, setBroken] = useState(false)
  const failed = () => setBroken(true)
  if (text !== undefined) return <pre class={styles['text']}>{text}</pre>
  if (broken)
    return <p>Trình duyệt này không mở được {name.toLocaleLowerCase('vi')}. Anh/chị có thể tải về.</p>
  if (mime.startsWith('video/'))
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has captioned what somebody filmed
    return (
      <video
        class={styles['video']}
        src={url}
        controls
        preload="metadata"
        aria-label={name}
        onError={failed}
      />
    )
  if (mime.startsWith('audio/'))
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- as above
    return (
      <audio
        class={styles['audio']}
        src={url}
        controls
        preload="metadata"
        aria-label={name}
        onError={failed}
      />
    )
  return (
    <a href={url} target="_blank" rel="noreferrer">
      <img src={url} alt={`${name} của tin`} onError={failed} />
    </a>
  )
}
