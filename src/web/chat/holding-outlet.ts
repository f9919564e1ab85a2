import type { TipOutlet } from '../../tips/tip-outlet.ts'
import { isPassing } from './is-passing.ts'
import type { Parcel, SealedFile } from './parcel.ts'

/** An outlet that loses nothing when the network does: what cannot be sent is handed over whole, still sealed. */
export interface HoldingOutlet extends TipOutlet {
  /** One attempt to send a parcel. @throws AppError. */
  deliver(parcel: Parcel): Promise<void>
}

/** How far the sending of one tip's files is. */
export interface UploadProgress {
  /** From 0. */
  file: number
  files: number
  /** Pieces of this file that are there, and all that it has. */
  done: number
  total: number
}

export interface HoldingNeeds {
  outlet: TipOutlet
  /** Takes a parcel that could not be sent now. */
  hold(parcel: Parcel): void
  /** Waits, ms. */
  sleep(ms: number): Promise<void>
  isOnline(): boolean
  /** Told how far the files of a tip are: the which-th of how many, and pieces sent of all its pieces. */
  onProgress?: (progress: UploadProgress) => void
}

/** Waits between attempts while the person looks on; after the last the parcel is held. */
const PAUSES_MS = [800, 2_500]

export function createHoldingOutlet(needs: HoldingNeeds): HoldingOutlet {
  const { outlet } = needs
  const known = new Map<string, readonly string[]>()
  const files = new Map<string, SealedFile>()

  /** The keys as last seen will do when there is no network: retired ones still open what was sealed to them. */
  async function recipients(unit: string): Promise<readonly string[]> {
    try {
      const fresh = await patiently(() => outlet.recipients(unit))
      known.set(unit, fresh)
      return fresh
    } catch (error) {
      const before = known.get(unit)
      if (before === undefined || !isPassing(error)) throw error
      return before
    }
  }

  async function deliver(parcel: Parcel): Promise<void> {
    for (const [file, { id, bytes }] of parcel.files.entries()) {
      await outlet.storeFile(parcel.tip.unit, id, bytes, (done, total) =>
        needs.onProgress?.({ file, files: parcel.files.length, done, total }),
      )
    }
    await outlet.append(parcel.tip, parcel.mailbox)
  }

  async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (const pause of PAUSES_MS) {
      try {
        return await attempt()
      } catch (error) {
        if (!isPassing(error) || !needs.isOnline()) throw error
        await needs.sleep(pause)
      }
    }
    return attempt()
  }

  return {
    recipients,
    /** Sent together with the tip: until then a file is worth nothing to anybody. */
    async storeFile(_unit, id, bytes) {
      files.set(id, { id, bytes })
    },
    async append(tip, mailbox) {
      const parcel: Parcel = { tip, mailbox, files: tip.files.flatMap(({ id }) => files.get(id) ?? []) }
      try {
        await patiently(() => deliver(parcel))
        return { added: true }
      } catch (error) {
        if (isPassing(error)) needs.hold(parcel)
        throw error
      } finally {
        for (const { id } of tip.files) files.delete(id)
      }
    },
    readMailbox: (id) => patiently(() => outlet.readMailbox(id)),
    markMailbox: (id, token, mark) => outlet.markMailbox(id, token, mark),
    addReply: (reply) => patiently(() => outlet.addReply(reply)),
    deliver,
  }
}
