/**
 * Writes items in groups: what comes while a write is under way goes together with the next. A patient item waits for
 * company a few milliseconds.
 */
export type AddToGroup<T, R> = (item: T, isPatient?: boolean) => Promise<R>

const PATIENCE_MS = 4

interface Waiting<T, R> {
  item: T
  isPatient: boolean
  resolve(result: R): void
  reject(error: unknown): void
}

export interface GroupBounds {
  perGroup: number
  /** So many groups are under way at once; one beside another only when it has at least `worthwhile` items. */
  underWay: number
  worthwhile: number
}

/**
 * A store that syncs its disk for each write gives many items for the price of one this way, and an item alone waits
 * for nobody. `write` gives one result per item, in their order; when it fails, all of the group fail.
 */
export function createGroupBatcher<T, R>(
  write: (items: T[]) => Promise<R[]>,
  bounds: GroupBounds,
): AddToGroup<T, R> {
  let waiting: Waiting<T, R>[] = []
  let underWay = 0
  let scheduled = false
  let patience: NodeJS.Timeout | null = null

  function add(item: T, isPatient = false): Promise<R> {
    return new Promise((resolve, reject) => {
      waiting.push({ item, isPatient, resolve, reject })
      if (isPatient) patience ??= setTimeout(runOut, PATIENCE_MS)
      else schedule()
    })
  }

  function mayStart(): boolean {
    return underWay === 0 || (underWay < bounds.underWay && waiting.length >= bounds.worthwhile)
  }

  function runOut(): void {
    patience = null
    schedule()
  }

  /** At the end of this turn of the event loop, so that what arrived together is written together. */
  function schedule(): void {
    if (scheduled || !mayStart()) return
    scheduled = true
    setImmediate(start)
  }

  function start(): void {
    scheduled = false
    if (patience !== null) clearTimeout(patience)
    patience = null
    if (waiting.length === 0 || !mayStart()) return
    const group = waiting.splice(0, bounds.perGroup)
    underWay += 1
    void writeGroup(group).finally(() => {
      underWay -= 1
      if (waiting.length > 0 && (patience === null || waiting.some((one) => !one.isPatient))) schedule()
    })
    if (waiting.length > 0) schedule()
  }

  async function writeGroup(group: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(group.map((one) => one.item))
      group.forEach((one, at) => {
        const result = results[at]
        if (result === undefined) one.reject(new Error('the store gave too few results'))
        else one.resolve(result)
      })
    } catch (error) {
      for (const one of group) one.reject(error)
    }
  }

  return add
}
