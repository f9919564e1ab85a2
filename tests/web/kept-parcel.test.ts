import { expect, it } from 'vitest'
import { withPieces } from '../../src/web/chat/kept-parcel.ts'
import { queuedSample } from '../contracts/tip-queue.contract.ts'

const mailbox = { id: 'ab'.repeat(16), note: 'note' }

it('lets a tip travel that an earlier page kept on the device', () => {
  const files = [{ id: 'one', bytes: new Uint8Array(3 * 262_144) }]
  const parcel = withPieces({ tip: { ...queuedSample(), files: ['one'] }, mailbox, files })

  expect(parcel.tip.files).toEqual([{ id: 'one', chunks: 3 }])
  expect(parcel.files).toBe(files)
  expect(withPieces(parcel)).toEqual(parcel)
})
