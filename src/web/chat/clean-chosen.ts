import { CLEAN_MS } from '../../core/file-limits.ts'
import { FileRefused } from '../../core/file-problem.ts'
import type { FileKind } from '../../core/message.ts'
import { type CleanResult, cleanFile } from '../../files/clean-file.ts'

/** Longest side after redrawing: enough to read a number plate, small enough for 3G. */
const LONGEST_SIDE = 1_600
const QUALITY = 0.82

/** Cleans a file in the browser: photos on a canvas, video and sound in a worker. */
export function cleanChosen(bytes: Uint8Array, kind: FileKind): Promise<CleanResult> {
  return cleanFile(bytes, kind, { redraw: redrawAsJpeg, media: cleanMediaAside, readsHeic: true })
}

/** Only what can be seen is drawn again: place, time, device and thumbnails in the file stay behind. */
async function redrawAsJpeg(photo: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await createImageBitmap(new Blob([new Uint8Array(photo)]), {
    imageOrientation: 'from-image',
  })
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) throw new FileRefused('damaged')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  if (drawn === null) throw new FileRefused('damaged')
  return new Uint8Array(await drawn.arrayBuffer())
}

/** In a worker: a long video must not hold the page up, nor a broken one for ever. */
async function cleanMediaAside(bytes: Uint8Array) {
  const worker = new Worker(new URL('./clean-media.worker.ts', import.meta.url), { type: 'module' })
  let timer: ReturnType<typeof setTimeout> | undefined
  const result = await new Promise<CleanResult>((resolve) => {
    timer = setTimeout(() => resolve({ problem: 'too_slow' }), CLEAN_MS)
    worker.onerror = () => resolve({ problem: 'damaged' })
    worker.onmessage = ({ data }: MessageEvent<CleanResult>) => resolve(data)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    worker.postMessage(bytes)
  }).finally(() => {
    clearTimeout(timer)
    worker.terminate()
  })
  if ('problem' in result) throw new FileRefused(result.problem)
  return result
}
