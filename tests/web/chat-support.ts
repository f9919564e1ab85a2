import { createEngine } from '../../src/engine/create-engine.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { compileFlows } from '../../src/flows/compile-flows.ts'
import { Flow, type FlowSet } from '../../src/flows/flow.ts'
import { type Chat, type ChatNeeds, createChat } from '../../src/web/chat/chat.ts'
import { countingIds, fixedClock } from '../support/fixed-clock.ts'
import { scriptedUnderstanding } from '../support/scripted-understanding.ts'
import { testDeployment } from '../support/test-deployment.ts'

const same = (text: string) => ({ vi: text, en: `EN ${text}` })
const say = (text: string) => ({ type: 'send_msg', text: same(text) })
const choice = (id: string, title: string) => ({ id, title: same(title) })

/** A menu, a tip whose sending may fail and be tried again, a place, a photo, and danger. */
export function chatFlows(): FlowSet {
  const welcome = {
    name: 'welcome',
    version: 1,
    title: same('Chào'),
    start: 'menu',
    nodes: {
      menu: {
        actions: [say('Bạn cần gì?')],
        wait: {
          type: 'choice',
          reminder: { after: '30m', text: same('Bạn còn đó không?') },
          choices: [choice('tip', 'Báo tin'), choice('place', 'Chọn nơi'), choice('photo', 'Gửi ảnh')],
        },
        router: { exits: { tip: 'to_tip', place: 'place', photo: 'photo' } },
      },
      to_tip: { actions: [{ type: 'enter_flow', flow: 'report_tip' }], next: 'menu' },
      place: {
        actions: [say('Ở đâu?')],
        wait: { type: 'place' },
        router: { result: 'where', exits: { answered: 'menu' } },
      },
      photo: {
        actions: [say('Ảnh đâu?')],
        wait: { type: 'photo', max: 2 },
        router: { result: 'photos', exits: { answered: 'menu' } },
      },
    },
  }
  const tip = {
    name: 'report_tip',
    version: 1,
    title: same('Báo tin'),
    start: 'what',
    nodes: {
      what: {
        actions: [say('Bạn thấy gì?')],
        wait: { type: 'text' },
        router: { result: 'what', exits: { answered: 'send' } },
      },
      send: {
        actions: [{ type: 'submit_tip', what: 'what' }],
        router: { exits: { success: 'sent', failure: 'failed', incomplete: 'what' } },
      },
      sent: { actions: [{ ...say('Đã nhận. Mã:\n{{receipt}}\nGhi ra giấy.'), protect: true }], next: 'end' },
      failed: {
        actions: [say('Tin CHƯA được gửi.')],
        wait: { type: 'choice', choices: [choice('retry', 'Gửi lại'), choice('drop', 'Thôi')] },
        router: { exits: { retry: 'send', drop: 'end' } },
      },
    },
  }
  const emergency = {
    name: 'emergency',
    version: 1,
    guarded: true,
    title: same('Khẩn cấp'),
    entries: {
      overdose: 'call',
      violence: 'call',
      child: 'call',
      psychosis: 'call',
      withdrawal: 'call',
      suicide: 'call',
    },
    start: 'call',
    nodes: {
      call: {
        actions: [say('Gọi {{hotline.emergency}} ngay. Còn thở không?')],
        wait: { type: 'choice', choices: [choice('safe', 'An toàn rồi')] },
        router: { exits: { safe: 'end' } },
      },
    },
  }
  return compileFlows([Flow.parse(welcome), Flow.parse(tip), Flow.parse(emergency)])
}

function chatEngine(flows = chatFlows()): Engine {
  return createEngine({ flows, deployment: testDeployment, understanding: scriptedUnderstanding })
}

/** A conversation over the flows above; what is not given works at once. */
export function testChat(needs: Partial<ChatNeeds> = {}): Chat {
  const engine = chatEngine()
  return createChat(
    {
      engine: () => engine,
      callService: async () => ({ type: 'service_failed' }),
      isDanger: (text, recent) => scriptedUnderstanding.detectDanger(text, recent) !== null,
      clock: fixedClock(),
      ids: countingIds(),
      ...needs,
    },
    'vi',
  )
}

/** What stands on the screen, as text. */
export function shown(chat: Chat): string[] {
  return chat
    .state()
    .entries.map((entry) => (entry.type === 'theirs' ? entry.msg.text : `${entry.type}: ${entry.text}`))
}

export async function write(chat: Chat, text: string): Promise<void> {
  await chat.send({ type: 'text', text }, { text })
}
