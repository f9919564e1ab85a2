import { fork } from 'node:child_process'
import type { LoadedContent } from './content.ts'

/**
 * As `loadContent`, in a process that ends afterwards: parsing needs some 60 MB that a server would keep for ever.
 * Only from `dist`, where the process's file is.
 */
export function loadContentAside(deploymentFile: string, now: number): Promise<LoadedContent> {
  const child = fork(new URL('./content-process.js', import.meta.url), [deploymentFile, String(now)], {
    serialization: 'advanced',
  })
  return new Promise((loaded, failed) => {
    child.once('message', (message) => loaded(message as LoadedContent)) // our own file sends nothing else
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`reading the content ended with ${code}`)))
  })
}
