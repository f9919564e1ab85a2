import { AppError } from '../core/errors.ts'
import { importLimits } from './source-text.ts'

/** The one way in which an import ends without a document. The message is for the person who imports. */
export function refuseImport(message: string): never {
  throw new AppError('content:invalid', { message })
}

/** @throws AppError `content:invalid` for a line that no document has. */
export function refuseLongLine(text: string): void {
  if (text.length > importLimits.lineChars)
    refuseImport(`One paragraph has ${text.length} characters: the file has lost its line ends.`)
}
