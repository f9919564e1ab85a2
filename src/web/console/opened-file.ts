/** An opened file, in this page's memory only. */
export interface OpenedFile {
  mime: string
  bytes: number
  /** Object URL; gone after `forgetFile`. */
  url: string
  /** A text's own words; they are shown as text, never as a page. */
  text?: string
}

export function toOpenedFile(bytes: Uint8Array, mime: string): OpenedFile {
  const url = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mime }))
  const text = mime === 'text/plain' ? { text: new TextDecoder().decode(bytes) } : {}
  return { mime, bytes: bytes.length, url, ...text }
}

export function forgetFile(file: OpenedFile | null): void {
  if (file !== null) URL.revokeObjectURL(file.url)
}
