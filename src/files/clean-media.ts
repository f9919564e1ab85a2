import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
  Output,
} from 'mediabunny'
import { FileRefused } from '../core/file-problem.ts'
import type { TipFile } from '../core/tip.ts'
import { audioConfig, type PacketCleaner, pictureCleaner, soundCleaner, videoConfig } from './media-config.ts'
import { outputFor } from './media-output.ts'
import { clearTimes } from './mp4-boxes.ts'
import { checkWhole } from './whole-media.ts'

/** Wider or higher than any phone films: a header that claims more means harm. */
const MAX_SIDE = 8_192
/** Four hours of sound at 50 packets a second, or of pictures at 30. */
const MAX_PACKETS = 720_000

/** What is played, in a new container made from nothing but its first video and its first audio track. */
export interface CleanMedia {
  bytes: Uint8Array<ArrayBuffer>
  mime: TipFile['mime']
}

/**
 * Copies pictures and sound, without encoding them again, into a new file. Tags, places, times, device, chapters,
 * covers, subtitles, data tracks, unknown boxes and what is added to the end stay behind.
 * @throws FileRefused
 */
export async function cleanMedia(bytes: Uint8Array): Promise<CleanMedia> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  try {
    return await copyTracks(input, bytes)
  } catch (error) {
    // A reader's own complaint may quote the file.
    throw error instanceof FileRefused ? error : new FileRefused('damaged')
  } finally {
    input.dispose()
  }
}

async function copyTracks(input: Input, bytes: Uint8Array): Promise<CleanMedia> {
  if (!(await input.canRead())) throw new FileRefused('no_cleaner')
  const [pictures] = await input.getVideoTracks()
  const [audio] = await input.getAudioTracks()
  const tracks = [pictures, audio].filter((track) => track !== undefined)
  checkWhole(bytes, { pictures: pictures !== undefined, sound: audio !== undefined })
  if (tracks.length === 0) throw new FileRefused('no_cleaner')
  const { format, mime } = await outputFor(input, pictures, audio)
  const target = new BufferTarget()
  const output = new Output({ format, target })
  const budget = createBudget(bytes.length)
  const first = await input.getFirstTimestamp(tracks)
  const copies: Array<() => Promise<void>> = []
  if (pictures !== undefined) copies.push(await addVideo(output, pictures, first, budget))
  if (audio !== undefined) copies.push(await addAudio(output, audio, first, budget))
  await output.start()
  await Promise.all(copies.map((copy) => copy()))
  await output.finalize()
  const made = new Uint8Array(target.buffer ?? new ArrayBuffer(0))
  if (mime === 'video/mp4' || mime === 'audio/mp4') clearTimes(made)
  return { bytes: made, mime }
}

async function addVideo(output: Output, track: InputVideoTrack, first: number, budget: Budget) {
  if (Math.max(await track.getCodedWidth(), await track.getCodedHeight()) > MAX_SIDE)
    throw new FileRefused('bomb')
  const codec = await track.getCodec()
  const config = await videoConfig(track)
  const source = new EncodedVideoPacketSource(codec ?? 'avc')
  output.addVideoTrack(source, { rotation: await track.getRotation() })
  return async () => {
    const cleaned = packetsOf(track, pictureCleaner(codec, config), first, budget)
    for await (const packet of cleaned) await source.add(packet, { decoderConfig: config.decoder })
    source.close()
  }
}

async function addAudio(output: Output, track: InputAudioTrack, first: number, budget: Budget) {
  const codec = await track.getCodec()
  const config = await audioConfig(track)
  const source = new EncodedAudioPacketSource(codec ?? 'aac')
  output.addAudioTrack(source)
  return async () => {
    const cleaned = packetsOf(track, soundCleaner(codec, config), first, budget)
    for await (const packet of cleaned) await source.add(packet, { decoderConfig: config })
    source.close()
  }
}

/** Counts what is copied: an index that points at the same bytes again and again never ends. */
interface Budget {
  take(bytes: number): void
}

function createBudget(length: number): Budget {
  let left = length
  let packets = MAX_PACKETS
  return {
    take(bytes) {
      left -= bytes
      packets -= 1
      if (left < 0 || packets < 0) throw new FileRefused('bomb')
    },
  }
}

async function* packetsOf(track: InputTrack, clean: PacketCleaner, first: number, budget: Budget) {
  let kept = 0
  for await (const packet of new EncodedPacketSink(track).packets()) {
    budget.take(packet.byteLength)
    const data = clean(packet.data)
    if (data === null) continue
    kept += 1
    yield new EncodedPacket(data, packet.type, Math.max(0, packet.timestamp - first), packet.duration)
  }
  if (kept === 0) throw new FileRefused('damaged')
}
