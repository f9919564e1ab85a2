import type { InputAudioTrack, InputVideoTrack } from 'mediabunny'
import { FileRefused } from '../core/file-problem.ts'
import { blankAacFill } from './blank-aac-fill.ts'
import { cleanUnitHeader, keepPictureUnits, type UnitHeader } from './picture-units.ts'

/** Takes out of one packet what no decoder needs; null when nothing is left. */
export type PacketCleaner = (packet: Uint8Array) => Uint8Array | null

export interface VideoConfig {
  decoder: VideoDecoderConfig
  /** Of codecs whose pictures come in units. */
  units: UnitHeader | null
}

/** How the pictures are decoded, with a header that holds nothing else. @throws FileRefused */
export async function videoConfig(track: InputVideoTrack): Promise<VideoConfig> {
  const codec = await track.getCodec()
  const given = await track.getDecoderConfig()
  if (given === null) throw new FileRefused('no_cleaner')
  const decoder: VideoDecoderConfig = {
    codec: given.codec,
    ...sizesOf(given),
    ...(given.colorSpace !== undefined && { colorSpace: given.colorSpace }),
  }
  if (codec === 'vp8' || codec === 'vp9') return { decoder, units: null }
  if ((codec !== 'avc' && codec !== 'hevc') || given.description === undefined)
    throw new FileRefused('no_cleaner')
  const units = cleanUnitHeader(viewOf(given.description), codec)
  return { decoder: { ...decoder, description: units.description }, units }
}

function sizesOf({ codedWidth, codedHeight }: VideoDecoderConfig) {
  if (codedWidth === undefined || codedHeight === undefined) throw new FileRefused('damaged')
  return { codedWidth, codedHeight }
}

/** Longer ones carry a comment. */
const MAX_AAC_HEADER = 16

/** How the sound is decoded, with a header that holds nothing else. @throws FileRefused */
export async function audioConfig(track: InputAudioTrack): Promise<AudioDecoderConfig> {
  const codec = await track.getCodec()
  const given = await track.getDecoderConfig()
  if (given === null || codec === null) throw new FileRefused('no_cleaner')
  const { description, numberOfChannels, sampleRate } = given
  const plain = { codec: given.codec, numberOfChannels, sampleRate }
  if (codec === 'mp3' || codec.startsWith('pcm-')) return plain
  if (codec === 'opus')
    return description === undefined ? plain : { ...plain, description: opusHead(viewOf(description)) }
  if (codec !== 'aac') throw new FileRefused('no_cleaner')
  if (description === undefined) return plain
  const header = viewOf(description)
  if (header.length > MAX_AAC_HEADER) throw new FileRefused('no_cleaner')
  return { ...plain, description: header }
}

/** Without what follows the fields that it must have. */
function opusHead(head: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const channels = head[9] ?? 0
  const hasMapping = (head[18] ?? 0) !== 0
  return head.slice(0, hasMapping ? 21 + channels : 19)
}

/** What each packet of pictures goes through. */
export function pictureCleaner(codec: string | null, { units }: VideoConfig): PacketCleaner {
  return units !== null && (codec === 'avc' || codec === 'hevc')
    ? (packet) => keepPictureUnits(packet, codec, units.lengthBytes)
    : (packet) => packet
}

/** What each packet of sound goes through. */
export function soundCleaner(codec: string | null, { description }: AudioDecoderConfig): PacketCleaner {
  if (codec !== 'aac') return (packet) => packet
  // Without a header of its own each packet begins with one: seven bytes, and two more where it has a checksum.
  return description === undefined
    ? (packet) => blankAacFill(packet, ((packet[1] ?? 1) & 1) === 1 ? 7 : 9)
    : (packet) => blankAacFill(packet)
}

function viewOf(bytes: NonNullable<AudioDecoderConfig['description']>): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice()
    : new Uint8Array(bytes).slice()
}
