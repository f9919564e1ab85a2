import type { TokenRecord, TokenStore } from '../../src/channels/zalo/token-store.ts'

/** Tokens in memory: one holder of the lock at a time. */
export function memoryTokenStore(): TokenStore & { record: TokenRecord | null } {
  let fence = 0
  let held: number | null = null
  const store: TokenStore & { record: TokenRecord | null } = {
    record: null,
    read: async () => structuredClone(store.record),
    lock: async () => {
      if (held !== null) return null
      fence += 1
      held = fence
      return fence
    },
    write: async (mine, record) => {
      if (held !== mine) return false
      store.record = structuredClone(record)
      return true
    },
    unlock: async (mine) => {
      if (held === mine) held = null
    },
  }
  return store
}
