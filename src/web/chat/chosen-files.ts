import { sizeProblem } from '../../core/file-limits.ts'
import type { FileKind, FileRef } from '../../core/message.ts'
import type { CleanedFile, CleanResult } from '../../files/clean-file.ts'
import type { CleanFile } from '../../tips/gather-files.ts'
import { cleanChosen } from './clean-chosen.ts'
import { refusalText, shownAs } from './file-words.ts'
import type { ChosenFiles } from './page-files.ts'

/** Cleans what was chosen. */
export type CleanChosen = (bytes: Uint8Array, kind: FileKind) => Promise<CleanResult>

interface Kept {
  file: CleanedFile
  /** As it was chosen: the browser reads it again only if the original may be sealed too. */
  chosen: Blob
  url: string | null
}

/** Files of this conversation, in memory only; fetched by the page when the first one is chosen. */
export function createChosenFiles(clean: CleanChosen = cleanChosen): ChosenFiles {
  const kept = new Map<string, Kept>()
  let count = 0

  const add: ChosenFiles['add'] = async (chosen, language) => {
    const kind = kindOf(chosen.type)
    const problem = sizeProblem(chosen.size, kind)
    const result =
      problem === null ? await clean(new Uint8Array(await chosen.arrayBuffer()), kind) : { problem }
    if ('problem' in result) return { refused: refusalText(result.problem, kind, language) }
    const { ref, url } = keep(result, chosen)
    return { ref, shown: { text: shownAs(ref, language), ...(url !== null && { photo: url }) } }
  }

  function keep(file: CleanedFile, chosen: Blob): { ref: FileRef; url: string | null } {
    count += 1
    const ref = `file-${count}`
    const kind = kindOf(file.mime)
    const url = kind === 'photo' ? URL.createObjectURL(new Blob([file.bytes], { type: file.mime })) : null
    kept.set(ref, { file, chosen, url })
    const shot = file.shot === undefined ? {} : { shot: true as const }
    return { ref: { channel: 'web', ref, kind, bytes: file.bytes.length, ...shot }, url }
  }

  async function get(ref: FileRef, wish: { original: boolean }): Promise<CleanFile | null> {
    const found = kept.get(ref.ref)
    if (found === undefined) return null
    if (!wish.original || ref.kind !== 'photo') return found.file
    const { chosen } = found
    const bytes = new Uint8Array(await chosen.arrayBuffer())
    return { ...found.file, original: { bytes, mime: chosen.type || 'image/jpeg' } }
  }

  function forgetAll(): void {
    for (const { url } of kept.values()) if (url !== null) URL.revokeObjectURL(url)
    kept.clear()
  }

  return { add, get, forgetAll }
}

/** What the device takes a file for; its bytes decide later. */
function kindOf(type: string): FileKind {
  const [family] = type.split('/')
  if (family === 'image') return 'photo'
  return family === 'video' || family === 'audio' ? family : 'document'
}
