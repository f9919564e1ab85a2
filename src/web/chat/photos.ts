import type { PhotoRef } from '../../core/message.ts'
import type { CleanPhoto } from '../../tips/tip-desk.ts'

/** Longest side after redrawing: enough to read a number plate, small enough for 3G. */
const LONGEST_SIDE = 1_600
const QUALITY = 0.82
const LARGEST_FILE_MB = 25

/** Pictures of this conversation, redrawn so that nothing hidden in the file is left. Held in memory only. */
export interface Photos {
  /**
   * Redraws a chosen file. `url` shows it on this page.
   * @throws PhotoProblem `unreadable`, `too_large`.
   */
  add: (file: Blob) => Promise<{ ref: PhotoRef; url: string }>
  /** The picture of a reference; null when it was forgotten. */
  get: (ref: PhotoRef) => Promise<CleanPhoto | null>
  forgetAll: () => void
}

export class PhotoProblem extends Error {
  readonly problem: 'unreadable' | 'too_large'
  constructor(problem: PhotoProblem['problem']) {
    super(problem)
    this.problem = problem
  }
}

export const largestFileMb = LARGEST_FILE_MB

export function createPhotos(redraw: (file: Blob) => Promise<Blob> = redrawAsJpeg): Photos {
  const kept = new Map<string, { photo: CleanPhoto; url: string }>()
  let count = 0
  return {
    async add(file) {
      if (file.size > LARGEST_FILE_MB * 1_048_576) throw new PhotoProblem('too_large')
      const clean = await redraw(file)
      const bytes = new Uint8Array(await clean.arrayBuffer())
      const ref = `photo-${++count}`
      const url = URL.createObjectURL(clean)
      kept.set(ref, { photo: { bytes, mime: 'image/jpeg' }, url })
      return { ref: { channel: 'web', ref, bytes: bytes.length }, url }
    },
    get: async (ref) => kept.get(ref.ref)?.photo ?? null,
    forgetAll() {
      for (const { url } of kept.values()) URL.revokeObjectURL(url)
      kept.clear()
    },
  }
}

/** Only what can be seen is drawn again: place, time, device and thumbnails in the file stay behind. */
async function redrawAsJpeg(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new PhotoProblem('unreadable')
  })
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new PhotoProblem('unreadable')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new PhotoProblem('unreadable')) : resolve(blob)),
      'image/jpeg',
      QUALITY,
    )
  })
}
