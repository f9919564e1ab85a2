import sharp from 'sharp'
import { pause } from '../chaos/pause.ts'
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

/** People of each door who write at the same time. */
const AT_ONCE: Record<Door, number> = { web: 2, telegram: 20, zalo: 20 }
/** Every third tip carries a photo where it can. */
const PHOTO_EVERY = 3

/** All doors at once, with an abort and a kill on the way. Resolves when the last tip was acknowledged. */
export async function tellTips(needs: TellNeeds): Promise<Telling> {
  const telling: Telling = { web: 0, telegram: 0, zalo: 0, unfinished: 0, crashes: 0 }
  const crashing = crash(needs, telling)
  const photos = Object.fromEntries(
    await Promise.all(
      doors.map(async (door) => [door, await photoOf(markOf(needs.marks, door, 'exif').text)]),
    ),
  )
  await Promise.all(
    doors.map((door, at) => tellThrough(door, sharedOut(needs.tips, at), { ...needs, telling, photos })),
  )
  await crashing
  return telling
}

function sharedOut(tips: number, at: number): number {
  return Math.floor((tips + at) / doors.length)
}

async function tellThrough(
  door: Door,
  count: number,
  needs: TellNeeds & { telling: Telling; photos: Record<string, Buffer> },
): Promise<void> {
  const { world, marks, telling } = needs
  const line = Array.from({ length: count }, (_, number) => number)
  async function goOn(): Promise<void> {
    for (let number = line.shift(); number !== undefined; number = line.shift()) {
      const photo = number % PHOTO_EVERY === 0 && door !== 'zalo' ? (needs.photos[door] ?? null) : null
      const shared = { marks, url: world.publicUrl }
      const isTold =
        door === 'web'
          ? await tellOnWeb(number, { ...shared, deployment: world.deployment, photo })
          : await tellInMessenger({ door, number, photo }, { ...shared, platforms: world.platforms })
      telling[isTold ? door : 'unfinished'] += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE[door] }, goOn))
}

/** Once aborted, which leaves a core dump where the machine keeps them, and once killed. */
async function crash({ world, tips, tell }: TellNeeds, telling: Telling): Promise<void> {
  const told = () => telling.web + telling.telegram + telling.zalo + telling.unfinished
  for (const [share, signal] of [
    [0.3, 'SIGABRT'],
    [0.6, 'SIGKILL'],
  ] as const) {
    while (told() < tips * share) await pause(50)
    const pid = world.bots.pid(0)
    if (pid === undefined) continue
    tell(`${signal} after ${told()} tips`)
    process.kill(pid, signal)
    telling.crashes += 1
    await pause(1_000)
    await world.bots.start(0)
  }
}

/** As a phone writes it: the place and the owner stand in it. */
function photoOf(mark: string): Promise<Buffer> {
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
