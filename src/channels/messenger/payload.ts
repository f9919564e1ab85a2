import { Command, type MsgContent } from '../../core/message.ts'

/** What a button brings back: `c:prompt:choice`, or `cmd:name` for the menu. Meta takes up to 1,000 characters. */
const CHOICE = /^c:([\w-]{0,20}):([\w.-]{1,40})$/
const COMMAND = /^cmd:(\w+)$/

export function choicePayload(prompt: string | undefined, choice: string): string {
  return `c:${prompt ?? ''}:${choice}`
}

export function commandPayload(command: Command): string {
  return `cmd:${command}`
}

/** Null for a payload that is not ours. */
export function fromPayload(payload: string): MsgContent | null {
  const [, prompt, choice] = CHOICE.exec(payload) ?? []
  if (choice !== undefined) return prompt ? { type: 'choice', choice, prompt } : { type: 'choice', choice }
  const command = Command.safeParse(COMMAND.exec(payload)?.[1])
  return command.success ? { type: 'command', command: command.data } : null
}
