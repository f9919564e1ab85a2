import { FileRefused } from '../../core/file-problem.ts'
import { cleanMedia } from '../../files/clean-media.ts'

/** Video and sound, off the main thread so that the page stays usable. One message in, one out, then it is ended. */
self.onmessage = async (event: MessageEvent<Uint8Array<ArrayBuffer>>) => {
  const result = await cleanMedia(event.data).catch((error: unknown) => ({
    problem: error instanceof FileRefused ? error.problem : ('damaged' as const),
  }))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  self.postMessage(result)
}
