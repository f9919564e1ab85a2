import type { SealedTip } from '../../core/tip.ts'
import type { FirstNote } from '../../tips/tip-outlet.ts'

/** A sealed tip ready to travel, with its sealed files. Nothing in it can be read on this device. */
export interface Parcel {
  tip: SealedTip
  mailbox: FirstNote
  files: readonly SealedFile[]
}

export interface SealedFile {
  id: string
  bytes: Uint8Array
}
