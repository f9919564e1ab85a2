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
  onPhoto: (file: File) => Promise<void>
}

/** What a question takes besides words: a place from the device, a picture. */
export function Tools({ wants, ...rest }: ToolsProps) {
  return (
    <div class={styles['tools']}>
      {wants === 'location' ? <LocationTool {...rest} /> : <PhotoTool {...rest} />}
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

function PhotoTool({ language, disabled, onPhoto }: ToolProps) {
  const [busy, setBusy] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  async function take(files: FileList | null) {
    setBusy(true)
    for (const file of files ?? []) await onPhoto(file)
    setBusy(false)
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/*"
        multiple
        tabIndex={-1}
        aria-label={say(language, 'addPhoto')}
        onChange={(event) => void take(event.currentTarget.files)}
      />
      <Button disabled={disabled || busy} onClick={() => input.current?.click()}>
        {say(language, busy ? 'preparingPhoto' : 'addPhoto')}
      </Button>
    </>
  )
}
