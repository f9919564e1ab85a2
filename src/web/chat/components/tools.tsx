import { useRef, useState } from 'preact/hooks'
import type { Language } from '../../../core/language.ts'
import { Button } from '../../ui/button.tsx'
import { say } from '../words.ts'
import styles from './tools.module.css'

/** Asks the device where it is; only ever called from a press. Resolves to null when it does not say. */
export type Locate = () => Promise<{ latitude: number; longitude: number } | null>

export interface ToolsProps {
  language: Language
  /** What the question takes besides words. */
  wants: 'location' | 'photo'
  disabled: boolean
  locate: Locate
  onLocation: (at: { latitude: number; longitude: number } | null) => void
  onFile: (file: File) => Promise<void>
}

/** What a question takes besides words: a place from the device, a file. */
export function Tools({ wants, ...rest }: ToolsProps) {
  return (
    <div class={styles['tools']}>
      {wants === 'location' ? <LocationTool {...rest} /> : <FileTool {...rest} />}
    </div>
  )
}

type ToolProps = Omit<ToolsProps, 'wants'>

function LocationTool({ language, disabled, locate, onLocation }: ToolProps) {
  const [busy, setBusy] = useState(false)
  async function share() {
    setBusy(true)
    const at = await locate()
    setBusy(false)
    onLocation(at)
  }
  return (
    <Button disabled={disabled || busy} onClick={() => void share()}>
      {say(language, busy ? 'locating' : 'shareLocation')}
    </Button>
  )
}

/** Kinds that the device's own chooser offers: its camera roll, its recorder, its files. */
const ACCEPTED = 'image/*,video/*,audio/*,.txt,text/plain'

function FileTool({ language, disabled, onFile }: ToolProps) {
  const [busy, setBusy] = useState<{ number: number; count: number } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  async function take(files: readonly File[]) {
    for (const [index, file] of files.entries()) {
      setBusy({ number: index + 1, count: files.length })
      await onFile(file)
    }
    setBusy(null)
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept={ACCEPTED}
        multiple
        tabIndex={-1}
        aria-label={say(language, 'addFile')}
        onChange={(event) => void take([...(event.currentTarget.files ?? [])])}
      />
      <Button disabled={disabled || busy !== null} onClick={() => input.current?.click()}>
        {busy === null ? say(language, 'addFile') : progressText(busy, language)}
      </Button>
    </>
  )
}

function progressText(busy: { number: number; count: number }, language: Language): string {
  return busy.count === 1 ? say(language, 'preparingFile') : say(language, 'preparingFiles', busy)
}
