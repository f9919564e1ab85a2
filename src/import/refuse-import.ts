import { AppError } from '../core/errors.ts'

/** The one way in which an import ends without a document. The message is for the person who imports. */
export function refuseImport(message: string): never {
  throw new AppError('content:invalid', { message })
}
