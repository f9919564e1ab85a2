/** Writes items in groups: what comes while a write is under way goes together with the next. */
export type AddToGroup<T, R> = (item: T) => Promise<R>

interface Waiting<T, R> {
  item: T
  resolve(result: R): void
  reject(error: unknown): void
}

/**
 * A store that syncs its disk for each write gives many items for the price of one this way, and an item alone waits
 * for nobody. `write` gives one result per item, in their order; when it fails, all of the group fail.
 */
export function createGroupBatcher<T, R>(
  write: (items: T[]) => Promise<R[]>,
  bounds: { perGroup: number; underWay: number },
): AddToGroup<T, R> {
  let waiting: Waiting<T, R>[] = []
  let underWay = 0
  let scheduled = false

  function add(item: T): Promise<R> {
    return new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      schedule()
    })
  }

  /** At the end of this turn of the event loop, so that what arrived together is written together. */
  function schedule(): void {
    if (scheduled || underWay >= bounds.underWay) return
    scheduled = true
    setImmediate(start)
  }

  function start(): void {
    scheduled = false
    if (waiting.length === 0 || underWay >= bounds.underWay) return
    const group = waiting.splice(0, bounds.perGroup)
    underWay += 1
    void writeGroup(group).finally(() => {
      underWay -= 1
      if (waiting.length > 0) schedule()
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
