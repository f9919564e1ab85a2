import { useState } from 'preact/hooks'
import { codeOf } from './console-client.ts'

/** Runs one piece of work at a time; `failure` is the code of the last one that failed. */
export function useWork(): {
  busy: boolean
  failure: string | null
  run(work: () => Promise<void>): Promise<boolean>
} {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  async function run(work: () => Promise<void>): Promise<boolean> {
    if (busy) return false
    setBusy(true)
    setFailure(null)
    try {
      await work()
      return true
    } catch (error) {
      setFailure(codeOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, run }
}
