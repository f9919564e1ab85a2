import { fold } from '../lib/vietnamese.ts'

/** Who may be said to decide or help, folded; longer names first, so that the narrowest is what counts. */
const AGENCIES = [
  ...[
    'uy ban mat tran to quoc',
    'uy ban nhan dan',
    'hoi dong nhan dan',
    'vien kiem sat',
    'toa an',
    'bo cong an',
  ],
  ...[
    'bo quoc phong',
    'bo y te',
    'bo noi vu',
    'bo tu phap',
    'bo tai chinh',
    'chinh phu',
    'thu tuong',
    'quoc hoi',
  ],
  ...[
    'chu tich',
    'truong cong an',
    'giam doc cong an',
    'cong an',
    'co quan dieu tra',
    'canh sat bien',
    'canh sat',
  ],
  ...[
    'bo doi bien phong',
    'hai quan',
    'kiem lam',
    'quan doi',
    'thanh tra',
    'so y te',
    'so noi vu',
    'so tu phap',
  ],
  ...[
    'tram y te',
    'trung tam y te',
    'benh vien',
    'bac si',
    'luat su',
    'tro giup phap ly',
    'mat tran to quoc',
  ],
  ...['hoi phu nu', 'doan thanh nien', 'hoi cuu chien binh', 'hoi chu thap do', 'ngan hang chinh sach'],
  ...[
    'bao hiem xa hoi',
    'nha truong',
    'toa soan',
    'co so cai nghien',
    'trung tam cai nghien',
    'vien truong',
    'tham phan',
  ],
] as const

const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/\bministry of public security\b/g, 'bo cong an'],
  [/\bministry of health\b/g, 'bo y te'],
  [/\bpeople'?s committee\b/g, 'uy ban nhan dan'],
  [/\bprocura(?:cy|tor'?s? office)\b/g, 'vien kiem sat'],
  [/\bpolice\b/g, 'cong an'],
  [/\bcourts?\b/g, 'toa an'],
  [/\bhospitals?\b/g, 'benh vien'],
  [/\bdoctors?\b/g, 'bac si'],
  [/\blawyers?\b/g, 'luat su'],
  [/\bchair(?:man|person|woman)\b/g, 'chu tich'],
  [/\bcommune\b/g, 'xa'],
  [/\bward\b/g, 'phuong'],
  [/\bprovinc(?:e|ial)\b/g, 'tinh'],
]

/** Levels since 1/7/2025: commune, ward and special zone are one; district belongs to the past. */
const LEVELS: Readonly<Record<string, string>> = {
  ...{
    xa: 'xa',
    phuong: 'xa',
    huyen: 'huyen',
    quan: 'huyen',
    tinh: 'tinh',
    'thanh pho': 'tinh',
    'trung uong': 'tw',
  },
}
const NAMES = new RegExp(`\\b(${[...AGENCIES].sort((a, b) => b.length - a.length).join('|')})\\b`, 'g')
const LEVEL = /\b(?:xa|phuong|huyen|quan|tinh|thanh pho|trung uong)\b/g
/** Words after an agency among which its levels stand: "Công an xã, phường, đặc khu". */
const REACH = 26
const NEAREST = /^[\s,]*(?:cap )?(xa|phuong|huyen|quan|tinh|thanh pho|trung uong)\b/

/** The agencies of a text, alone and with their level: "cq cong an", "cq cong an@xa". */
export function findAgencies(text: string): { claimed: Set<string>; offered: Set<string> } {
  const folded = toVietnamese(
    fold(text)
      .replace(/(?<!-)\bubnd\b/g, 'uy ban nhan dan')
      .replace(/\btand\b/g, 'toa an'),
  )
  const claimed = new Set<string>()
  const offered = new Set<string>()
  for (const match of folded.matchAll(NAMES)) {
    const name = `cq ${match[1]}`
    const after = folded.slice(match.index + match[0].length)
    const level = LEVELS[NEAREST.exec(after)?.[1] ?? '']
    claimed.add(level === undefined ? name : `${name}@${level}`)
    for (const one of within(after)) offered.add(`${name}@${one}`)
    offered.add(name)
    if (match[1]?.endsWith('cong an') === true) offered.add('cq cong an')
  }
  return { claimed, offered }
}

function within(after: string): string[] {
  const near = (/^[^.;:\n]*/.exec(after)?.[0] ?? '').slice(0, REACH)
  return [...near.matchAll(LEVEL)].flatMap((match) => LEVELS[match[0]] ?? [])
}

/** English names of agencies in ours; the level moves behind: "commune police" → "cong an xa". */
function toVietnamese(folded: string): string {
  let text = folded
  for (const [pattern, name] of ENGLISH) text = text.replace(pattern, name)
  return text.replace(/\b(xa|phuong|tinh)(?: level)? (cong an|uy ban nhan dan)\b/g, '$2 $1')
}
