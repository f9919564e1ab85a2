import { createEngine } from '../../src/engine/create-engine.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { compileFlows } from '../../src/flows/compile-flows.ts'
import { Flow, type FlowSet } from '../../src/flows/flow.ts'
import { scriptedUnderstanding } from './scripted-understanding.ts'
import { testDeployment } from './test-deployment.ts'

/**
 * A conversation that repeats what it hears, for tests of everything around the engine. "báo tin" takes a tip in two
 * messages, "xoá" erases.
 */
export function echoFlows(greeting = 'Chào bạn'): FlowSet {
  const same = (text: string) => ({ vi: text, en: text })
  const say = (text: string) => ({ type: 'send_msg', text: same(text) })
  const welcome = {
    name: 'welcome',
    version: 1,
    title: same('Chào'),
    start: 'greet',
    nodes: {
      greet: { actions: [say(greeting)], next: 'listen' },
      listen: {
        wait: { type: 'text', reminder: { after: '30m', text: same('Bạn còn đó không') } },
        router: {
          result: 'said',
          cases: [{ test: 'equals', value: 'gửi', exit: 'send' }],
          exits: { answered: 'heard', send: 'send' },
        },
      },
      heard: { actions: [say('Nghe: {{result.said}}')], next: 'listen' },
      send: {
        actions: [{ type: 'submit_tip', what: 'said' }],
        router: { exits: { success: 'sent', failure: 'failed', incomplete: 'failed' } },
      },
      sent: { actions: [say('Đã nhận: {{receipt}}')], next: 'listen' },
      failed: { actions: [say('Chưa gửi được')], next: 'listen' },
    },
  }
  const erase = {
    name: 'erase',
    version: 1,
    title: same('Xoá'),
    start: 'erase',
    nodes: {
      erase: {
        actions: [{ type: 'erase_conversation' }],
        router: { exits: { success: 'done', failure: 'done' } },
      },
      done: { actions: [say('Đã xoá')], next: 'end' },
    },
  }
  return compileFlows([Flow.parse(welcome), Flow.parse(erase)])
}

export function echoEngine(flows: FlowSet): Engine {
  return createEngine({ flows, deployment: testDeployment, understanding: scriptedUnderstanding })
}
