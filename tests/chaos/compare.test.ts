import { describe, expect, it } from 'vitest'
import { openChat, type Shown, showIn } from '../../src/chaos/chat.ts'
import { compare } from '../../src/chaos/compare.ts'
import { createKillLog } from '../../src/chaos/kill-log.ts'
import type { Person } from '../../src/chaos/person.ts'
import type { StoredTip } from '../../src/chaos/queue-watch.ts'

describe('what people were told beside what is stored', () => {
  it('finds nothing where each told tip is there once', async () => {
    const verdict = await judge([person(1, ['code-a'])], [tip('one', 'zw1')])

    expect(verdict).toMatchObject({ lost: 0, doubled: 0, falseReceipts: 0, untold: 0, stuck: 0 })
    expect(verdict.suspects.size).toBe(0)
  })

  it('counts a told tip that was never there as lost and as a false receipt', async () => {
    const verdict = await judge([person(1, ['code-a'])], [])

    expect(verdict).toMatchObject({ lost: 1, falseReceipts: 1 })
  })

  it('counts a told tip that was there and is gone as lost only', async () => {
    const verdict = await judge([person(1, ['code-a'])], [], [tip('one', 'zw1')])

    expect(verdict).toMatchObject({ lost: 1, falseReceipts: 0 })
  })

  it('counts the same words in two entries as doubled', async () => {
    const verdict = await judge([person(1, ['code-a'])], [tip('one', 'zw1'), tip('two', 'zw1')])

    expect(verdict).toMatchObject({ lost: 0, doubled: 1 })
  })

  it('counts a stored tip whose person heard nothing as untold', async () => {
    const verdict = await judge([person(1, [])], [tip('one', 'zw1')])

    expect(verdict).toMatchObject({ untold: 1 })
  })

  it('counts a reply that came twice, and whether a lost answer explains it', async () => {
    const explained = person(1, [])
    const unexplained = person(2, [])
    for (const [who, answerLost] of [
      [explained, true],
      [unexplained, false],
    ] as const) {
      for (const at of [1_100, 1_200]) showIn(who.chat, shown('Bạn cần gì?', at, answerLost))
    }

    const verdict = await judge([explained, unexplained], [])

    expect(verdict).toMatchObject({ repliesDoubled: 2, repliesDoubledUnexplained: 1 })
  })

  it('does not call the answer to a question asked twice doubled', async () => {
    const impatient = person(1, [])
    impatient.chat.repeated.push(1_050)
    for (const at of [1_100, 2_100]) showIn(impatient.chat, shown('Bạn cần gì?', at, false))

    expect(await judge([impatient], [])).toMatchObject({ repliesDoubled: 0 })
  })

  it('sees that a reply overtook the one before it', async () => {
    const confused = person(1, [])
    showIn(confused.chat, shown('Bạn có muốn xóa đoạn chat này không?', 1_000, false))
    showIn(confused.chat, shown('Đã nhận tin và niêm phong', 1_100, false))

    expect(await judge([confused], [])).toMatchObject({ outOfOrder: 1 })
  })
})

function judge(people: Person[], stored: StoredTip[], everSeen: StoredTip[] = stored) {
  const kills = createKillLog(people.map(({ chat }) => chat))
  return compare({ people, stored, everSeen, kills, checkReceipts: 0 })
}

function person(number: number, codes: string[]): Person {
  return {
    ...{
      number,
      chat: openChat('telegram', String(number)),
      marks: [`zw${number}`],
      receipts: new Set(codes),
    },
    ...{ toldAt: null, stuck: false, gaveUp: false, receiptUnknown: false },
  }
}

function tip(id: string, mark: string): StoredTip {
  return { unit: 'ca-phuong-bo-de', entry: `1-${id}`, id, marks: [mark], mailbox: '' }
}

function shown(text: string, at: number, answerLost: boolean): Shown {
  return { text, options: [], at, bot: 0, answerLost }
}
