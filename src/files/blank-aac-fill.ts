/** First three bits of a part of an AAC packet. */
const FILL = 6
const DATA = 4

/**
 * Blanks the fill and data parts at the head of an AAC packet, in place: encoders write their own name there, and a
 * device may write anything. Parts behind the sound cannot be found without decoding it, and stay.
 * `from`: where the packet itself begins.
 */
export function blankAacFill(packet: Uint8Array, from = 0): Uint8Array {
  const clean = packet.slice()
  let bit = from * 8
  const take = (count: number) => {
    const value = bitsOf(clean, bit, count)
    bit += count
    return value
  }
  for (;;) {
    const part = take(3)
    if (part !== FILL && part !== DATA) return clean
    let length = 0
    if (part === FILL) {
      length = take(4)
      if (length === 15) length += take(8) - 1
    } else {
      take(4)
      const aligned = take(1) === 1
      length = take(8)
      if (length === 255) length += take(8)
      if (aligned) bit = Math.ceil(bit / 8) * 8
    }
    if (bit + length * 8 > clean.length * 8) return clean
    for (const end = bit + length * 8; bit < end; bit++) clearBit(clean, bit)
  }
}

/** Past the end everything reads as ones, which is the end of a packet. */
function bitsOf(bytes: Uint8Array, from: number, count: number): number {
  let value = 0
  for (let bit = from; bit < from + count; bit++) {
    value = value * 2 + (((bytes[bit >> 3] ?? 0xff) >> (7 - (bit & 7))) & 1)
  }
  return value
}

function clearBit(bytes: Uint8Array, bit: number): void {
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) & ~(0x80 >> (bit & 7))
}
