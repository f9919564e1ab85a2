/** A Vietnamese number in a text as 0…, "+84 912-345-678" → "0912345678"; null when there is none. */
export function parsePhone(text: string): string | null {
  for (const candidate of text.match(/\+?\d[\d\s().-]{7,18}\d/g) ?? []) {
    const digits = candidate.replace(/\D/g, '').replace(/^(?:00)?84(?=\d{9,10}$)/, '0')
    if (/^0[35789]\d{8}$/.test(digits) || /^02\d{8,9}$/.test(digits)) return digits
  }
  return null
}
