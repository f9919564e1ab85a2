import { useEffect, useState } from 'preact/hooks'

/** The current value of something that tells when it changes. */
export function useObserved<T>(subscribe: (listener: () => void) => () => void, read: () => T): T {
  const [value, setValue] = useState(read)
  useEffect(() => {
    setValue(read)
    return subscribe(() => setValue(read))
  }, [subscribe, read])
  return value
}

/** Whether the browser believes that it has a network. */
export function useOnline(): boolean {
  return useObserved(subscribeOnline, readOnline)
}

function subscribeOnline(listener: () => void): () => void {
  const events = ['online', 'offline']
  for (const name of events) window.addEventListener(name, listener)
  return () => {
    for (const name of events) window.removeEventListener(name, listener)
  }
}

function readOnline(): boolean {
  return navigator.onLine
}
