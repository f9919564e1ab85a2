import type { Action, Choice, Flow, FlowSet, Node, Router, Text, Wait } from '../flows/flow.ts'
import { barePhrase, plainPhrase } from './plain-phrase.ts'

/** What the engine looks up in every turn, worked out once per flow set. */
export interface FlowIndex {
  hash: string
  set: FlowSet
  flows: ReadonlyMap<string, IndexedFlow>
}

export interface IndexedFlow {
  name: string
  flow: Flow
  nodes: ReadonlyMap<string, IndexedNode>
  /** Nodes whose answer has a label, in the order of the file. */
  labelled: readonly LabelledNode[]
  /** Whether it gathers a tip: then refusals and questions give way to what is told. */
  gathersTip: boolean
  /** Results that hold a tale or a question: a question typed there is the answer, not a digression. */
  told: ReadonlySet<string>
  /** The node that answers a question at once, and the result it reads. */
  answering: { node: string; from: string } | null
}

interface LabelledNode {
  node: string
  result: string
  label: Text
}

export interface IndexedNode {
  name: string
  /** All but the question. */
  actions: readonly Action[]
  /** With a wait: the last message, which carries the choices. */
  question: SendMsg | null
  wait: Wait | null
  router: Router | null
  next: string | null
  /** Folded ways to say each choice. */
  phrases: ChoicePhrases | null
}

type SendMsg = Extract<Action, { type: 'send_msg' }>

/** A way to say a choice, with its marks. */
interface ChoicePhrase {
  id: string
  text: string
}

export interface ChoicePhrases {
  whole: ReadonlyMap<string, ChoicePhrase>
  bare: ReadonlyMap<string, ChoicePhrase>
}

export function indexFlows(set: FlowSet): FlowIndex {
  const flows = Object.values(set.flows).map((flow) => [flow.name, indexFlow(flow)] as const)
  return { hash: set.hash, set, flows: new Map(flows) }
}

function indexFlow(flow: Flow): IndexedFlow {
  const nodes = Object.entries(flow.nodes)
  const actions = nodes.flatMap(([, node]) => node.actions)
  return {
    name: flow.name,
    flow,
    nodes: new Map(nodes.map(([name, node]) => [name, indexNode(name, node)])),
    labelled: nodes.flatMap(([name, node]) => labelOf(name, node)),
    gathersTip: actions.some((action) => action.type === 'submit_tip'),
    told: new Set(actions.flatMap(toldIn)),
    answering: answeringIn(nodes),
  }
}

function labelOf(name: string, node: Node): LabelledNode[] {
  const label = node.wait?.label
  const result = node.router?.result
  return label !== undefined && result !== undefined ? [{ node: name, result, label }] : []
}

function toldIn(action: Action): string[] {
  if (action.type === 'submit_tip') return action.what === undefined ? [] : [action.what]
  if (action.type === 'add_to_tip') return [action.code, action.text]
  return action.type === 'answer_question' || action.type === 'look_up_receipt' ? [action.from] : []
}

function answeringIn(nodes: readonly (readonly [string, Node])[]): IndexedFlow['answering'] {
  for (const [node, { actions }] of nodes) {
    const action = actions.find((one) => one.type === 'answer_question')
    if (action?.type === 'answer_question') return { node, from: action.from }
  }
  return null
}

function indexNode(name: string, node: Node): IndexedNode {
  const at = node.wait === undefined ? -1 : node.actions.findLastIndex((action) => action.type === 'send_msg')
  const question = node.actions[at]
  return {
    name,
    actions: at < 0 ? node.actions : node.actions.filter((_, i) => i !== at),
    question: question?.type === 'send_msg' ? question : null,
    wait: node.wait ?? null,
    router: node.router ?? null,
    next: node.next ?? null,
    phrases: node.wait?.type === 'choice' ? phrasesOf(node.wait.choices) : null,
  }
}

/** Understood for these choice ids in every flow, so that authors need not repeat them. */
const USUAL_WAYS: Readonly<Record<string, readonly string[]>> = {
  yes: [
    'có',
    'ừ',
    'vâng',
    'dạ',
    'đúng',
    'đúng rồi',
    'đúng vậy',
    'phải',
    'phải rồi',
    'có chứ',
    'ok',
    'rồi',
    'được',
    'đồng ý',
    'yes',
    'y',
    'yep',
    'yeah',
    'sure',
  ],
  no: ['không', 'không có', 'chưa', 'không phải', 'không hề', 'hết rồi', 'no', 'n', 'nope', 'not yet'],
  unknown: [
    'không biết',
    'không rõ',
    'không chắc',
    'chưa rõ',
    'chưa biết',
    'không chắc lắm',
    'chịu',
    'không nhớ',
    'not sure',
    'dont know',
    'i dont know',
    'i don t know',
    'unsure',
  ],
}

function phrasesOf(choices: readonly Choice[]): ChoicePhrases {
  const whole = new Map<string, ChoicePhrase>()
  const bare = new Map<string, ChoicePhrase>()
  const add = (text: string, id: string): void => {
    if (!whole.has(plainPhrase(text))) whole.set(plainPhrase(text), { id, text })
    if (!bare.has(barePhrase(text))) bare.set(barePhrase(text), { id, text })
  }
  for (const { id, title } of choices) for (const text of [title.vi, title.en]) add(text, id)
  for (const { id, synonyms } of choices)
    for (const text of [...(synonyms?.vi ?? []), ...(synonyms?.en ?? [])]) add(text, id)
  for (const { id } of choices)
    if (Object.hasOwn(USUAL_WAYS, id)) for (const text of USUAL_WAYS[id] ?? []) add(text, id)
  whole.delete('')
  bare.delete('')
  return { whole, bare }
}
