import { useState } from 'preact/hooks'
import { Button } from './button.tsx'

/** Copies `text`; says afterwards whether it worked. */
export function CopyButton({
  text,
  label,
  done,
  failed,
}: {
  text: string
  label: string
  done: string
  failed: string
}) {
  const [result, setResult] = useState<string | null>(null)
  async function copy() {
    const worked = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    setResult(worked ? done : failed)
  }
  return (
    <Button look="quiet" onClick={() => void copy()}>
      <span aria-live="polite">{result ?? label}</span>
    </Button>
  )
}
