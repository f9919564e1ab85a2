import { batch, computed, signal } from '@preact/signals'
import { isOpen, orderScore, type TriageItem } from '../../triage/triage-item.ts'
import { type ConsoleClient, codeOf } from './console-client.ts'

export type TipList = ReturnType<typeof createTipList>

/** The tips of the list, kept up to date by what the server sends; nothing of their content. */
export function createTipList(client: Pick<ConsoleClient, 'items'>) {
  const items = signal<ReadonlyMap<string, TriageItem>>(new Map())
  const finished = signal<readonly TriageItem[]>([])
  /** The server had more than it sends at once. */
  const more = signal(false)
  /** Tips that came while the page was open and that this officer has not looked at. */
  const fresh = signal<ReadonlySet<string>>(new Set())
  /** Code of the last failure to read the list. */
  const trouble = signal<string | null>(null)
  const waiting = computed(() => [...items.value.values()].toSorted((a, b) => orderScore(a) - orderScore(b)))
  let known: ReadonlySet<string> | null = null

  async function load(): Promise<void> {
    try {
      const { items: list, more: cut } = await client.items('open')
      const before = known
      const unseen = before === null ? [] : list.filter((item) => !before.has(item.tip))
      known = new Set([...(before ?? []), ...list.map((item) => item.tip)])
      batch(() => {
        items.value = new Map(list.map((item) => [item.tip, item]))
        fresh.value = new Set([...fresh.value, ...unseen.map((item) => item.tip)])
        more.value = cut
        trouble.value = null
      })
    } catch (error) {
      trouble.value = codeOf(error)
    }
  }

  async function loadFinished(): Promise<void> {
    try {
      finished.value = (await client.items('done')).items
      trouble.value = null
    } catch (error) {
      trouble.value = codeOf(error)
    }
  }

  /** An item came or changed. Events can overtake answers, so an older version never replaces a newer one. */
  function receive(item: TriageItem): void {
    const held = find(item.tip)
    if (held !== null && held.version > item.version) return
    const next = new Map(items.value)
    if (isOpen(item.state)) next.set(item.tip, item)
    else next.delete(item.tip)
    const others = finished.value.filter((one) => one.tip !== item.tip)
    const isUnseen = known?.has(item.tip) === false
    known = new Set([...(known ?? []), item.tip])
    batch(() => {
      items.value = next
      finished.value = isOpen(item.state) ? others : [item, ...others]
      if (isUnseen) fresh.value = new Set([...fresh.value, item.tip])
    })
  }

  function find(tip: string): TriageItem | null {
    return items.value.get(tip) ?? finished.value.find((item) => item.tip === tip) ?? null
  }

  function markSeen(tip: string): void {
    fresh.value = new Set([...fresh.value].filter((one) => one !== tip))
  }

  function clear(): void {
    known = null
    batch(() => {
      items.value = new Map()
      finished.value = []
      fresh.value = new Set()
      more.value = false
      trouble.value = null
    })
  }

  return { waiting, finished, more, fresh, trouble, load, loadFinished, receive, find, markSeen, clear }
}
