import type { Language } from '../../core/language.ts'
import type { FileRef } from '../../core/message.ts'
import type { CleanFile } from '../../tips/gather-files.ts'
import { later } from './later.ts'
import { say } from './words.ts'

/** Files of this conversation, cleaned on the device before anything else. Held in memory only. */
export interface ChosenFiles {
  /** Cleans a chosen file. `shown` stands for it in the conversation; `refused` says why it is not taken. Never rejects. */
  add: (
    file: Blob,
    language: Language,
  ) => Promise<{ ref: FileRef; shown: { text: string; photo?: string } } | { refused: string }>
  /** The file of a reference; null when it was forgotten. The original only where it is wished for. */
  get: (ref: FileRef, wish: { original: boolean }) => Promise<CleanFile | null>
  forgetAll: () => void
}

/** What the page begins with: everything that cleans is fetched when the first file is chosen. */
export function createPageFiles(load: () => Promise<ChosenFiles>): ChosenFiles {
  const files = later(load)
  let loaded: ChosenFiles | null = null
  return {
    async add(file, language) {
      try {
        loaded = await files()
        return await loaded.add(file, language)
      } catch {
        return { refused: say(language, 'fileNotNow') }
      }
    },
    get: async (ref, wish) => (await loaded?.get(ref, wish)) ?? null,
    forgetAll: () => loaded?.forgetAll(),
  }
}
