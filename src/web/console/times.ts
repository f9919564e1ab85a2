/** Vietnam keeps one time all year: UTC+7. Shown so wherever the officer's computer believes to be. */
const OFFSET_MS = 7 * 3_600_000

/** "20:15 21/11". */
export function showMinute(iso: string): string {
  const { day, hour, minute } = partsOf(iso)
  return `${hour}:${minute} ${day}`
}

/** Tips carry only the hour: "21/11, trong 20–21 giờ". */
export function showHour(iso: string): string {
  const { day, hour } = partsOf(iso)
  return `${day}, trong ${Number(hour)}–${Number(hour) + 1} giờ`
}

/** How long a tip has waited, as finely as we know: "dưới 1 giờ", "5 giờ", "3 ngày". */
export function showAge(iso: string, nowMs: number): string {
  return showHours(Math.floor((nowMs - Date.parse(iso)) / 3_600_000))
}

/** How long is left, or how long it is over: "còn 3 giờ", "quá 2 ngày". */
export function showLeft(iso: string, nowMs: number): string {
  const ms = Date.parse(iso) - nowMs
  const amount = showHours(Math.floor(Math.abs(ms) / 3_600_000))
  return ms >= 0 ? `còn ${amount}` : `quá ${amount}`
}

function showHours(hours: number): string {
  if (hours < 1) return 'dưới 1 giờ'
  return hours < 48 ? `${hours} giờ` : `${Math.floor(hours / 24)} ngày`
}

function partsOf(iso: string): { day: string; hour: string; minute: string } {
  const local = new Date(Date.parse(iso) + OFFSET_MS).toISOString()
  return {
    day: `${local.slice(8, 10)}/${local.slice(5, 7)}`,
    hour: local.slice(11, 13),
    minute: local.slice(14, 16),
  }
}
