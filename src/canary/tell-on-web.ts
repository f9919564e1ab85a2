import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { Agent, fetch as fetchFrom } from 'undici'
import { pause } from '../chaos/pause.ts'
import { monotonicMs, systemClock, systemIds } from '../core/clock.ts'
import type { Deployment } from '../core/deployment.ts'
import { redrawPhoto } from '../redraw-photo.ts'
import { createHttpTipOutlet } from '../tips/http-tip-outlet.ts'
import type { Challenge } from '../tips/tip-api.ts'
import { createTipDesk } from '../tips/tip-desk.ts'
import { type Mark, markOf } from './marks.ts'
import type { Told } from './tell-in-messenger.ts'

export interface WebTellNeeds {
  marks: readonly Mark[]
  deployment: Deployment
  /** The public listener; it may be down for a while. */
  url: string
  /** As the phone made it. */
  photo: Buffer | null
}

const TRY_MS = 60_000
const PAUSE_MS = 500

/** Seals and sends one tip as the page does, from an address of its own. */
export async function tellOnWeb(number: number, needs: WebTellNeeds): Promise<Told> {
  const { deployment, marks, photo } = needs
  const agent = new Agent({
    connect: { localAddress: `${markOf(marks, 'web', 'address').text}${1 + (number % 250)}` },
  })
  const desk = createTipDesk({
    outlet: createHttpTipOutlet({ baseUrl: needs.url, fetch: fetchOf(agent, number, marks), solve }),
    ...{ deployment, clock: systemClock, onDevice: true },
    files: async () => ({ bytes: await redrawPhoto(photo ?? Buffer.alloc(0)), mime: 'image/jpeg' }),
  })
  const secret = Buffer.from(systemIds.bytes(32)).toString('hex')
  const until = monotonicMs() + TRY_MS
  let last = ''
  try {
    while (monotonicMs() < until) {
      const outcome = await desk.submit(draftOf(number, needs), secret)
      if (outcome.type === 'tip_submitted') return { told: true }
      last = JSON.stringify(outcome)
      await pause(PAUSE_MS)
    }
    return { told: false, screen: last }
  } finally {
    await agent.destroy()
  }
}

function draftOf(number: number, { marks, photo }: WebTellNeeds) {
  const of = (kind: Mark['kind']) => markOf(marks, 'web', kind).text
  return {
    ...{ category: 'selling' as const, language: 'vi' as const, danger: 'no' as const },
    what: `Hai thanh niên bán gói nhỏ, ${of('sentence')} số ${number}`,
    place: { ward: 'phuong-bo-de', text: `ngõ 12 cạnh quán ${of('sentence')}` },
    people: `một người tên ${of('name')}, tài khoản ${of('username')}, số ${of('phone')}`,
    files:
      photo === null ? [] : [{ channel: 'web' as const, ref: `photo-${number}`, kind: 'photo' as const }],
  }
}

/** What a browser may carry along without being asked: who it is, from where, and what somebody put in front of us. */
function fetchOf(agent: Agent, number: number, marks: readonly Mark[]): typeof fetch {
  const of = (kind: Mark['kind'], at = 0) => encodeURIComponent(markOf(marks, 'web', kind, at).text)
  const carried = {
    'x-forwarded-for': `${markOf(marks, 'web', 'address', 1).text}::${number}`,
    'user-agent': `Phone of ${of('name')}`,
    cookie: `who=${of('username')}`,
    referer: `https://elsewhere.example/${of('sentence')}`,
  }
  async function fetchThere(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...carried }
    const { method = 'GET', body } = init
    const answer = await fetchFrom(input instanceof Request ? input.url : input, {
      method,
      headers,
      body: typeof body === 'string' || body instanceof Uint8Array ? body : null,
      dispatcher: agent,
    })
    const empty = answer.status === 204
    return new Response(empty ? null : await answer.text(), { status: answer.status })
  }
  return fetchThere
}

async function solve(challenge: Challenge) {
  const solution = await solveChallenge({ challenge, deriveKey })
  if (solution === null) throw new Error('the task has no solution')
  return solution
}
