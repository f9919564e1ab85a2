import { readFile } from 'node:fs/promises'

/** Words, places, dates and encoders' names that `fixtures/make.sh` plants. */
const MARKS = /MARK[a-z]*|21[.:]0285|105[.:]8542|2001|Lav[cf][\d.]+|x26[45] |Exif|https?:/g

export async function fixture(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`fixtures/${name}`, import.meta.url)))
}

/** Every planted mark in the bytes, once, sorted. */
export function marksIn(bytes: Uint8Array): string[] {
  return [...new Set(Buffer.from(bytes).toString('latin1').match(MARKS) ?? [])].sort()
}
