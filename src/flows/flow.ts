import { z } from 'zod'
import { dangerTypes } from '../core/danger.ts'
import { limits } from './limits.ts'

/** The flow language, version 1. `.describe()` texts become `flows/README.md` and the editor's completion. */

const Name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'names are lower case letters, digits and _')
const ChoiceId = z.string().regex(/^[a-z0-9_]{1,30}$/)
const Duration = z.string().regex(/^\d+[mhd]$/, 'a duration is a number and m, h or d: 30m, 2h, 1d')

/** One wording, or several of which one is taken. `{{name}}` is replaced by a result, a hotline or a service's value. */
const Wording = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(5)])
export const Text = z
  .strictObject({ vi: Wording.describe('Vietnamese'), en: Wording.describe('English') })
  .describe('A text in every language; a list gives variants, one of which is shown')
export type Text = z.infer<typeof Text>

const Phrases = z.strictObject({ vi: z.array(z.string().min(1)), en: z.array(z.string().min(1)) })

export const Choice = z
  .strictObject({
    id: ChoiceId.describe('Stored as the result and named in exits'),
    title: z
      .strictObject({ vi: z.string().min(1).max(40), en: z.string().min(1).max(40) })
      .describe('What the button says; at most 40 characters'),
    synonyms: Phrases.optional().describe('Other ways people say it; tone marks are not needed'),
  })
  .describe('An offered answer')
export type Choice = z.infer<typeof Choice>

export const Action = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('send_msg'),
      text: Text,
      link: z
        .strictObject({ title: Text, url: z.string() })
        .optional()
        .describe('url may be {{link}} of a service'),
      protect: z.boolean().optional().describe('Forbid forwarding where the platform can (receipt codes)'),
    })
    .describe('Sends a message. The last one before a wait carries its choices'),
  z
    .strictObject({ type: z.literal('set_result'), name: Name, value: z.string().max(200) })
    .describe('Keeps a value under a name'),
  z.strictObject({ type: z.literal('clear_results') }).describe('Forgets all results of this flow'),
  z
    .strictObject({ type: z.literal('set_language'), from: Name.describe('The result that holds vi or en') })
    .describe('Changes the language of the conversation'),
  z
    .strictObject({
      type: z.literal('enter_flow'),
      flow: Name,
      at: Name.optional().describe('Node of that flow to begin at, instead of its start'),
    })
    .describe('Runs another flow, then goes on here. Must be the last action of its node'),
  z
    .strictObject({
      type: z.literal('answer_question'),
      from: Name.describe('The result that holds the question'),
    })
    .describe('Asks the knowledge base; its exits are answered and refused. The answer itself is sent'),
  z
    .strictObject({
      type: z.literal('submit_tip'),
      category: Name,
      what: Name,
      place: Name,
      address: Name,
      when: Name,
      people: Name,
      vehicles: Name,
      substances: Name,
      still_going: Name,
      danger: Name,
      photos: Name,
      use_shot: Name,
      keep_originals: Name,
    })
    .partial()
    .required({ type: true })
    .describe(
      'Seals and stores the tip from the named results; address (house, lane, landmark) is added to place; use_shot and keep_originals are choices yes or no. Exits: success, failure, incomplete. Sets {{receipt}} and {{unit}}',
    ),
  z
    .strictObject({
      type: z.literal('take_apart'),
      from: Name.describe('The result that holds the story'),
      category: Name,
      what: Name,
      place: Name,
      when: Name,
      people: Name,
      vehicles: Name,
      substances: Name,
      still_going: Name,
      danger: Name,
    })
    .partial()
    .required({ type: true, from: true })
    .describe(
      'Reads a story told in one go: keeps what it recognises under the named results that hold nothing yet, and adds the story to `what`. Nothing leaves the device or server for it',
    ),
  z
    .strictObject({
      type: z.literal('check_wording'),
      results: z.array(Name).min(1).max(8).describe('The results that hold what was told'),
      marked: Name.describe('Result that gets the revealing words, marked «so»; nothing when there are none'),
      part: Name.describe('Result that gets the name of the first result that reveals'),
    })
    .describe('Looks for words that may betray who writes: own name, number, home, family, work'),
  z
    .strictObject({ type: z.literal('look_up_receipt'), from: Name })
    .describe(
      'Exits: found, unknown, wrong_word, failure. Sets {{status}}, {{updated}}, {{notes}}, {{word}}, and sentences that may be empty: {{news}}, {{until}}, {{reward}}, {{slip}}',
    ),
  z
    .strictObject({
      type: z.literal('add_to_tip'),
      code: Name.describe('The result that holds the receipt code'),
      text: Name.describe('The result that holds what is added'),
    })
    .describe(
      'Seals an addition to the tip of a receipt code. Exits: success, closed (nothing can be added any more), failure',
    ),
  z
    .strictObject({ type: z.literal('make_sealed_link') })
    .describe('Makes a one-time link to the web page. Exits: success, failure. Sets {{link}}'),
  z
    .strictObject({ type: z.literal('request_human'), topic: z.string().max(60) })
    .describe(
      'Calls a counsellor. Exits: success, failure. Sets {{wait}} ("khoảng 5 phút") and {{wait_minutes}}',
    ),
  z
    .strictObject({ type: z.literal('erase_conversation') })
    .describe('Forgets everything and deletes what the platform lets us delete. Exits: success, failure'),
])
export type Action = z.infer<typeof Action>

const common = {
  skippable: z.boolean().default(false).describe('Offers "Bỏ qua"; exit: skipped'),
  label: Text.optional().describe(
    'Names the answer in the summary and in "sửa lại"; without it the answer is not listed there',
  ),
  reminder: z
    .strictObject({ after: Duration, text: Text })
    .optional()
    .describe('Sent once when the person is silent'),
  timeout: Duration.optional().describe(
    'How long to wait; exit: timeout (without that exit the flow ends quietly)',
  ),
}

export const Wait = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('choice'),
      choices: z.array(Choice).min(1).max(limits.choices),
      free_text: z
        .boolean()
        .default(false)
        .describe('Also accept any text; it becomes the result, exit: other'),
      ...common,
    })
    .describe('One of the offered answers: pressed, typed, or its number'),
  z
    .strictObject({
      type: z.literal('text'),
      min_chars: z.number().int().min(1).default(1),
      max_chars: z.number().int().max(limits.textChars).default(limits.textChars),
      ...common,
    })
    .describe('Any text'),
  z
    .strictObject({
      type: z.literal('number'),
      min: z.number().optional(),
      max: z.number().optional(),
      ...common,
    })
    .describe('A number, in digits or words'),
  z.strictObject({ type: z.literal('phone'), ...common }).describe('A Vietnamese telephone number'),
  z
    .strictObject({ type: z.literal('place'), ...common })
    .describe('A ward of the deployment (picked or typed, old names too), a shared location, or free text'),
  z
    .strictObject({ type: z.literal('time'), ...common })
    .describe('"tối qua", "khoảng 9h", "thứ bảy tuần trước", a date; free text is kept as told'),
  z
    .strictObject({ type: z.literal('photo'), max: z.number().int().min(1).max(5).default(3), ...common })
    .describe('Up to `max` photos, videos, recordings or text files; "xong" ends'),
  z
    .strictObject({ type: z.literal('confirm'), ...common })
    .describe(
      'Shows the labelled answers and asks to send, to correct one, or to cancel. Exits: confirmed, cancelled',
    ),
])
export type Wait = z.infer<typeof Wait>

export const Case = z.strictObject({
  test: z
    .enum(['equals', 'one_of', 'has_text', 'is_set', 'number_at_least', 'has_photo', 'has_shot'])
    .describe(
      'equals: the value · one_of: any of values · has_text: contains one of the words, marks ignored · is_set: an answer was given · number_at_least · has_photo: one of the files is a photo · has_shot: one may say where and when it was made',
    ),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
  exit: Name.describe('The exit to take'),
})
export type Case = z.infer<typeof Case>

export const Router = z
  .strictObject({
    result: Name.optional().describe(
      'With a wait: the name under which the answer is kept. Without: the result that is tested',
    ),
    cases: z.array(Case).default([]).describe('Tested in order; the first that holds gives the exit'),
    exits: z
      .record(Name, z.union([Name, z.literal('end')]))
      .describe(
        'Exit → node, or end. For a choice the exits are the choice ids, or answered for all; for other waits answered (confirm: confirmed, cancelled); without a wait other, when no case holds; after a service its outcomes',
      ),
  })
  .describe('Where to go next')
export type Router = z.infer<typeof Router>

export const Node = z
  .strictObject({
    actions: z
      .array(Action)
      .max(limits.actionsPerNode)
      .default([])
      .describe('What is done on arrival, in order'),
    wait: Wait.optional().describe(
      'What the person is asked for; the last message before it is the question',
    ),
    router: Router.optional(),
    next: z
      .union([Name, z.literal('end')])
      .optional()
      .describe('Instead of a router: always go here'),
  })
  .describe('One step: actions, then perhaps a wait, then where to go')
export type Node = z.infer<typeof Node>

const Intent = z.strictObject({
  name: z.enum([
    'counselling-self',
    'counselling-family',
    'tip',
    'law question',
    'services',
    'receipt',
    'other',
  ]),
  examples: Phrases.describe('What people type when they want this; more is better'),
})
export type Intent = z.infer<typeof Intent>

export const Flow = z
  .strictObject({
    name: Name.describe('Equal to the file name, with _ for -'),
    version: z.literal(1).describe('Version of the flow language'),
    title: z
      .strictObject({ vi: z.string(), en: z.string() })
      .describe('As the menu and the inspector call it'),
    guarded: z
      .boolean()
      .default(false)
      .describe('Left only through its own answers, "dừng" and "xoá": for danger'),
    intents: z.array(Intent).default([]).describe('Free text that starts this flow'),
    entries: z
      .partialRecord(z.enum(dangerTypes), Name)
      .optional()
      .describe('emergency only: the node that answers each danger'),
    start: Name.describe('The node where it begins'),
    nodes: z.record(Name, Node).describe('Its steps, by name'),
  })
  .describe('A conversation')
export type Flow = z.infer<typeof Flow>

/** All flows of a deployment, by name. `hash` names this exact wording: a running conversation keeps it. */
export interface FlowSet {
  hash: string
  flows: Readonly<Record<string, Flow>>
}
