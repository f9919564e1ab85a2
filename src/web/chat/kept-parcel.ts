import { tipLimits } from '../../tips/tip-limits.ts'
import type { Parcel } from './parcel.ts'

/** As an earlier version of the page kept it on the device: files by their ids alone. */
interface KeptParcel extends Omit<Parcel, 'tip'> {
  tip: Omit<Parcel['tip'], 'files'> & { files: ReadonlyArray<Parcel['tip']['files'][number] | string> }
}

/** The parcel as it travels now: each file with the number of its pieces. */
export function withPieces({ tip, ...rest }: KeptParcel): Parcel {
  const countOf = (id: string) => {
    const length = rest.files.find((file) => file.id === id)?.bytes.length ?? 0
    return Math.max(1, length / tipLimits.chunkBytes)
  }
  const files = tip.files.map((file) =>
    typeof file === 'string' ? { id: file, chunks: countOf(file) } : file,
  )
  return { ...rest, tip: { ...tip, files } }
}
