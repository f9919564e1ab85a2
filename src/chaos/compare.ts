import { deriveMailbox } from '../tips/mailbox.ts'
import type { Shown } from './chat.ts'
import type { KillLog } from './kill-log.ts'
import type { Person } from './person.ts'
import type { StoredTip } from './queue-watch.ts'

/** What people were told beside what the queue holds. The first four must be 0. */
export interface Verdict {
  lost: number
  doubled: number
  stuck: number
  falseReceipts: number
  /** Stored, but the person was never told. */
  untold: number
  /** Tips that hold words of two people, or none. */
  mixed: number
  /** Receipts looked at, and those that do not lead to their tip's mailbox. */
  receiptsChecked: number
  receiptsWrong: number
  /** Replies that a person saw twice: all, and those that no lost answer or kill explains. */
  repliesDoubled: number
  repliesDoubledUnexplained: number
  outOfOrder: number
  gaveUp: number
  /** Who has something to explain, and what. */
  suspects: Map<Person, string[]>
}

interface Evidence {
  people: readonly Person[]
  stored: readonly StoredTip[]
  /** Also those that are gone. */
  everSeen: readonly StoredTip[]
  kills: KillLog
  /** How many receipts are derived; each costs some 40 ms of processor. */
  checkReceipts: number
}

/** @see Verdict */
export async function compare(evidence: Evidence): Promise<Verdict> {
  const { people, stored } = evidence
  const verdict = emptyVerdict()
  verdict.mixed = stored.filter(({ marks }) => marks.length !== 1).length
  const found = { now: groupByMark(stored), ever: groupByMark(evidence.everSeen) }
  for (const person of people) judge(verdict, person, found, evidence.kills)
  await checkReceipts(verdict, found.now, evidence)
  return verdict
}

type ByMark = ReadonlyMap<string, readonly StoredTip[]>

function groupByMark(tips: readonly StoredTip[]): ByMark {
  const groups = new Map<string, StoredTip[]>()
  for (const tip of tips) for (const mark of tip.marks) groups.set(mark, [...(groups.get(mark) ?? []), tip])
  return groups
}

/** The person's tips by what they told, one list for each time they began anew. */
function tipsOf(person: Person, groups: ByMark): (readonly StoredTip[])[] {
  return person.marks.map((mark) => groups.get(mark) ?? [])
}

function countIds(tips: readonly (readonly StoredTip[])[]): number {
  return new Set(tips.flat().map(({ id }) => id)).size
}

function emptyVerdict(): Verdict {
  return {
    ...{ lost: 0, doubled: 0, stuck: 0, falseReceipts: 0, untold: 0, mixed: 0, gaveUp: 0 },
    ...{
      receiptsChecked: 0,
      receiptsWrong: 0,
      repliesDoubled: 0,
      repliesDoubledUnexplained: 0,
      outOfOrder: 0,
    },
    suspects: new Map(),
  }
}

function suspect(verdict: Verdict, person: Person, what: string): void {
  verdict.suspects.set(person, [...(verdict.suspects.get(person) ?? []), what])
}

function judge(verdict: Verdict, person: Person, found: { now: ByMark; ever: ByMark }, kills: KillLog): void {
  const tips = tipsOf(person, found.now)
  const missing = person.receipts.size - countIds(tips)
  const neverThere = person.receipts.size - countIds(tipsOf(person, found.ever))
  const twice = tips.reduce((sum, some) => sum + Math.max(0, some.length - 1), 0)
  add(verdict, 'doubled', twice, person)
  add(verdict, 'lost', Math.max(0, missing), person)
  add(verdict, 'falseReceipts', Math.max(0, neverThere), person)
  add(verdict, 'untold', Math.max(0, -missing), person)
  add(verdict, 'stuck', person.stuck ? 1 : 0, person)
  add(verdict, 'gaveUp', person.gaveUp ? 1 : 0, person)
  add(verdict, 'receiptsWrong', person.receiptUnknown ? 1 : 0, person)
  add(verdict, 'outOfOrder', disorder(person.chat.shown), person)
  countDoubled(verdict, person, kills)
}

type Count = Exclude<keyof Verdict, 'suspects'>

function add(verdict: Verdict, what: Count, count: number, person: Person): void {
  if (count === 0) return
  verdict[what] += count
  suspect(verdict, person, what)
}

/** Messages of one turn belong in this order; anything else is a reply that overtook another. */
const PAIRS: ReadonlyArray<[RegExp, RegExp]> = [
  [/Đã nhận tin/, /muốn xóa đoạn chat/],
  [/Kín nhất: báo ở trang riêng/, /gõ tại đây|Gõ ở đây/],
]

function disorder(shown: readonly Shown[]): number {
  return PAIRS.filter(([first, then]) => {
    const at = shown.findIndex(({ text }) => then.test(text))
    return at >= 0 && !shown.slice(0, at).some(({ text }) => first.test(text))
  }).length
}

/** Who said the same again within this time may see the answer again. */
const PATIENCE_MS = 130_000

/** Said straight away by each process, since nothing can be stored: not one of the replies that are kept. */
const NOT_SAVED = /chưa lưu được tin vừa rồi/

/**
 * A message that is sent again comes right after itself: nothing overtakes it. An answer to another question comes with
 * words of its own before.
 */
function countDoubled(verdict: Verdict, person: Person, kills: KillLog): void {
  const { shown, repeated } = person.chat
  for (const [at, one] of shown.entries()) {
    const before = shown[at - 1]
    if (before === undefined || NOT_SAVED.test(one.text) || !isSame(one, before)) continue
    if (repeated.some((moment) => moment > before.at - PATIENCE_MS && moment < one.at)) continue
    verdict.repliesDoubled += 1
    if (before.answerLost || kills.between(before.at, one.at)) continue
    add(verdict, 'repliesDoubledUnexplained', 1, person)
  }
}

function isSame(one: Shown, other: Shown): boolean {
  return one.text === other.text && JSON.stringify(one.options) === JSON.stringify(other.options)
}

/** The code that was shown leads to the mailbox that the tip names. */
async function checkReceipts(verdict: Verdict, byMark: ByMark, evidence: Evidence): Promise<void> {
  const holders = evidence.people.filter(({ receipts }) => receipts.size > 0)
  if (evidence.checkReceipts === 0) return
  const every = Math.max(1, Math.ceil(holders.length / evidence.checkReceipts))
  for (const person of holders.filter((_, at) => at % every === 0)) {
    const mailboxes = tipsOf(person, byMark).flatMap((some) => some.map(({ mailbox }) => mailbox))
    for (const code of person.receipts) {
      verdict.receiptsChecked += 1
      const { id } = await deriveMailbox(code)
      if (!mailboxes.includes(id)) add(verdict, 'receiptsWrong', 1, person)
    }
  }
}
