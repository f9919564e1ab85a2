import type { Conversations } from './conversation/create-conversations.ts'
import { collectGarbage } from './release-start-memory.ts'

/** Clears the memory of what people wrote, once nobody writes. */
export interface QuietCollector {
  /** The same conversations; each message they handle is noticed. */
  watch: (conversations: Conversations) => Conversations
  start: () => void
  stop: () => void
}

const ROUND_MS = 10_000
/** Until what is kept for a while after a message (its conversation: 30 s; the sealing thread: 20 s) is gone too. */
const ROUNDS = 6

/**
 * Words of a message stay in the heap as garbage until the next collection, which on an idle server is hours away.
 * After each of the first rounds in which nothing was handled everything is collected, and overwritten: about 100 ms each
 * in which nobody waits. A busy server collects by itself.
 */
export function createQuietCollector(collect: () => void = collectGarbage): QuietCollector {
  let handled = 0
  let before = 0
  let owed = 0
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    if (handled !== before) {
      before = handled
      owed = ROUNDS
    } else if (owed > 0) {
      owed -= 1
      collect()
    }
  }

  return {
    watch: (conversations) => ({
      ...conversations,
      handle: (msg) => conversations.handle(msg).finally(() => (handled += 1)),
    }),
    start() {
      timer = setInterval(look, ROUND_MS).unref()
    },
    stop: () => clearInterval(timer),
  }
}
