import type { Parcel } from './parcel.ts'

/** Sealed tips that the person asked to keep on this device until there is a network. No receipt, nothing readable. */
export interface WaitingStore {
  keep(parcel: Parcel): Promise<void>
  /** All kept parcels; makes nothing when none was ever kept. */
  all(): Promise<Parcel[]>
  drop(tipId: string): Promise<void>
  /** Removes the database itself. */
  erase(): Promise<void>
}

const DATABASE = 'an-tam'
const PARCELS = 'sealed-tips'

export function createWaitingStore(factory: IDBFactory = indexedDB): WaitingStore {
  return {
    keep: (parcel) => inStore('readwrite', (store) => store.put(parcel, parcel.tip.id)).then(() => {}),
    async all() {
      if (!(await exists())) return []
      return (await inStore('readonly', (store) => store.getAll())) as Parcel[]
    },
    async drop(tipId) {
      if (!(await exists())) return
      await inStore('readwrite', (store) => store.delete(tipId))
      if ((await inStore('readonly', (store) => store.count())) === 0) await erase()
    },
    erase,
  }

  /** Where the browser cannot tell, looking would leave a trace, so nothing is looked up. */
  async function exists(): Promise<boolean> {
    const databases = await factory.databases?.()
    return databases?.some(({ name }) => name === DATABASE) ?? false
  }

  async function inStore<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const database = await open()
    try {
      const transaction = database.transaction(PARCELS, mode)
      const result = asPromise(work(transaction.objectStore(PARCELS)))
      const done = new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
      })
      const value = await result
      await done
      return value
    } finally {
      database.close()
    }
  }

  function open(): Promise<IDBDatabase> {
    const request = factory.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(PARCELS)
    return asPromise(request)
  }

  async function erase(): Promise<void> {
    if (await exists()) await asPromise(factory.deleteDatabase(DATABASE))
  }
}

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('indexedDB'))
  })
}
