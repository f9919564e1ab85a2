import sharp from 'sharp'
import { pause } from '../chaos/pause.ts'
import { monotonicMs } from '../core/clock.ts'
import type { CanaryWorld } from './canary-world.ts'
import { type Door, doors, type Mark, markOf } from './marks.ts'
import { tellInMessenger } from './tell-in-messenger.ts'
import { tellOnWeb } from './tell-on-web.ts'

/** How many tips were acknowledged by door, how many were not, and how often the process was ended. */
export interface Telling extends Record<Door, number> {
  unfinished: number
  crashes: number
}

interface TellNeeds {
  world: CanaryWorld
  marks: readonly Mark[]
  tips: number
  tell: (line: string) => void
}

type Photos = Readonly<Record<Door, Buffer>>

/** People of each door who write at the same time. */
const AT_ONCE: Readonly<Record<Door, number>> = { web: 2, telegram: 14, zalo: 14, messenger: 14 }
/** Every third tip carries a photo. */
const PHOTO_EVERY = 3
const TELL_EVERY = 0.05

/** All doors at once, with an abort and a kill on the way. Resolves when the last tip was acknowledged. */
export async function tellTips(needs: TellNeeds): Promise<Telling> {
  const telling: Telling = { web: 0, telegram: 0, zalo: 0, messenger: 0, unfinished: 0, crashes: 0 }
  const photos: Photos = {
    web: await photoOf(needs.marks, 'web'),
    telegram: await photoOf(needs.marks, 'telegram'),
    zalo: await photoOf(needs.marks, 'zalo'),
    messenger: await photoOf(needs.marks, 'messenger'),
  }
  const crashing = crash(needs, telling)
  const onTold = createProgress(needs, telling)
  await Promise.all(
    doors.map((door, at) =>
      tellThrough(door, sharedOut(needs.tips, at), { ...needs, telling, photos, onTold }),
    ),
  )
  await crashing
  return telling
}

/** Tips that were acknowledged. */
export function toldOf(telling: Telling): number {
  return doors.reduce((sum, door) => sum + telling[door], 0)
}

function sharedOut(tips: number, at: number): number {
  return Math.floor((tips + at) / doors.length)
}

/** A line each twentieth of the way: who watches must see that it goes on. */
function createProgress({ tips, tell }: TellNeeds, telling: Telling): () => void {
  const started = monotonicMs()
  let next = TELL_EVERY
  return function onTold() {
    const done = toldOf(telling) + telling.unfinished
    if (done < tips * next) return
    while (done >= tips * next) next += TELL_EVERY
    const byDoor = doors.map((door) => `${door} ${telling[door]}`).join(', ')
    tell(`${done} of ${tips} tips after ${Math.round((monotonicMs() - started) / 1_000)} s (${byDoor})`)
  }
}

async function tellThrough(
  door: Door,
  count: number,
  needs: TellNeeds & { telling: Telling; photos: Photos; onTold: () => void },
): Promise<void> {
  const { telling, tell, onTold } = needs
  const line = Array.from({ length: count }, (_, number) => number)
  async function goOn(): Promise<void> {
    for (let number = line.shift(); number !== undefined; number = line.shift()) {
      const outcome = await tellOne(door, number, needs)
      telling[outcome.told ? door : 'unfinished'] += 1
      if (!outcome.told) tell(`tip ${number} of ${door} was not acknowledged; last seen: ${outcome.screen}`)
      onTold()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE[door] }, goOn))
}

function tellOne(door: Door, number: number, needs: TellNeeds & { photos: Photos }) {
  const { world, marks, photos } = needs
  const photo = number % PHOTO_EVERY === 0 ? photos[door] : null
  const shared = { marks, url: world.publicUrl }
  return door === 'web'
    ? tellOnWeb(number, { ...shared, deployment: world.deployment, photo })
    : tellInMessenger({ door, number, photo }, { ...shared, platforms: world.platforms })
}

/** Once aborted, which leaves a core dump where the machine keeps them, and once killed. */
async function crash({ world, tips, tell }: TellNeeds, telling: Telling): Promise<void> {
  const done = () => toldOf(telling) + telling.unfinished
  for (const [share, signal] of [
    [0.3, 'SIGABRT'],
    [0.6, 'SIGKILL'],
  ] as const) {
    while (done() < tips * share) await pause(50)
    const pid = world.bots.pid(0)
    if (pid === undefined) continue
    tell(`${signal} after ${done()} tips`)
    process.kill(pid, signal)
    telling.crashes += 1
    await pause(1_000)
    await world.bots.start(0)
  }
}

/** As a phone writes it: the place and the owner stand in it. */
function photoOf(marks: readonly Mark[], door: Door): Promise<Buffer> {
  const mark = markOf(marks, door, 'exif').text
  const gps = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '21/1 2/1 30/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '105/1 53/1 0/1',
  }
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#225588' } })
    .withExif({ IFD0: { ImageDescription: mark, Artist: mark }, IFD3: gps })
    .jpeg()
    .toBuffer()
}
