import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Draw } from './draw.ts'
import { drawFate, type Fate } from './fate.ts'
import { pause } from './pause.ts'

/** One call of a process to a platform. */
export interface PlatformCall {
  /** Which process calls: each has its own address here. */
  bot: number
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export interface PlatformAnswer {
  status: number
  body: string
}

/** What a platform does with a call; `isSend`: the call shows something to a person, so that fate has a hand in it. */
export interface PlatformApi {
  isSend: (call: PlatformCall) => boolean
  /** Carries the call out. @param answerLost the process will not learn of it. */
  run: (call: PlatformCall, answerLost: boolean) => PlatformAnswer
  throttled: (seconds: number) => PlatformAnswer
}

/** What the killer wants done with the process whose message arrives: killed before it is shown, after, or nothing. */
export type Ambush = (bot: number) => 'before' | 'after' | null

export interface PlatformServer {
  /** The address of a platform for one process. */
  root: (bot: number) => string
  close: () => Promise<void>
}

interface ServerNeeds {
  draw: Draw
  /** 0: platforms without a fault; 1: the shares of `fate.ts`. */
  trouble: number
  apis: readonly PlatformApi[]
  ambush: Ambush
  kill: (bot: number) => void
}

const LATE_MS = 12_000

/** Answers for all platforms on one loopback port, as they do on good and bad days. */
export async function startPlatformServer(needs: ServerNeeds): Promise<PlatformServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => response.destroy())
    request.on('end', () => void take(needs, toCall(request, Buffer.concat(chunks).toString()), response))
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    root: (bot) => `http://127.0.0.1:${port}/p${bot}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function toCall(request: IncomingMessage, body: string): PlatformCall {
  const [, bot, path] = /^\/p(\d+)(\/.*)$/.exec(request.url ?? '') ?? []
  return { bot: Number(bot ?? -1), path: path ?? request.url ?? '', headers: request.headers, body }
}

async function take(needs: ServerNeeds, call: PlatformCall, response: ServerResponse): Promise<void> {
  const api = needs.apis.find((one) => one.isSend(call))
  if (api === undefined) return answer(response, firstAnswer(needs.apis, call))
  const ambush = needs.ambush(call.bot)
  if (ambush !== null) {
    if (ambush === 'after') api.run(call, true)
    return needs.kill(call.bot)
  }
  await carryOut(needs, api, call, response, drawFate(needs.draw, needs.trouble))
}

async function carryOut(
  { draw }: ServerNeeds,
  api: PlatformApi,
  call: PlatformCall,
  response: ServerResponse,
  fate: Fate,
): Promise<void> {
  if (fate === 'throttled') return answer(response, api.throttled(1 + draw.below(2)))
  if (fate === 'broken') return answer(response, { status: 502, body: '<html>502 Bad Gateway</html>' })
  if (fate === 'slow') await pause(draw.between(200, 2_000))
  // Whoever called may be dead by now: then nobody learns of the answer.
  const lost = fate === 'lost' || fate === 'late' || response.destroyed
  const answered = api.run(call, lost)
  if (fate === 'lost') return void response.destroy()
  if (fate === 'late') await pause(LATE_MS)
  answer(response, answered)
}

function firstAnswer(apis: readonly PlatformApi[], call: PlatformCall): PlatformAnswer {
  for (const api of apis) {
    const answered = api.run(call, false)
    if (answered.status !== 404) return answered
  }
  return { status: 404, body: '{}' }
}

function answer(response: ServerResponse, { status, body }: PlatformAnswer): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
