import type { UploadProgress } from './holding-outlet.ts'

/** How far the files of a tip have been sent: whole percents, null while none is under way. */
export interface ShownUpload {
  tell: (progress: UploadProgress) => void
  subscribe: (listener: () => void) => () => void
  read: () => number | null
}

export function createShownUpload(): ShownUpload {
  const listeners = new Set<() => void>()
  let percent: number | null = null
  return {
    tell({ file, files, done, total }) {
      const sent = (file + done / Math.max(1, total)) / Math.max(1, files)
      percent = sent >= 1 ? null : Math.floor(sent * 100)
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    read: () => percent,
  }
}
