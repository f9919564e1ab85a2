import {
  type Input,
  type InputAudioTrack,
  type InputVideoTrack,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import { FileRefused } from '../core/file-problem.ts'
import type { TipFile } from '../core/tip.ts'

export interface MediaOutput {
  format: OutputFormat
  mime: TipFile['mime']
}

/** The container that every browser plays and that takes both tracks as they are. @throws FileRefused `no_cleaner` */
export async function outputFor(
  input: Input,
  video: InputVideoTrack | undefined,
  audio: InputAudioTrack | undefined,
): Promise<MediaOutput> {
  const pictures = video === undefined ? undefined : ((await video.getCodec()) ?? 'unknown')
  const sound = audio === undefined ? undefined : ((await audio.getCodec()) ?? 'unknown')
  const isMatroska = /webm|matroska/.test(await input.getMimeType())
  const made = pictures === undefined ? forSound(sound, isMatroska) : forPictures(pictures, isMatroska)
  const taken: readonly string[] = made.format.getSupportedCodecs()
  if (![pictures, sound].every((codec) => codec === undefined || taken.includes(codec)))
    throw new FileRefused('no_cleaner')
  return made
}

function forPictures(codec: string, isMatroska: boolean): MediaOutput {
  return codec === 'vp8' || (codec === 'vp9' && isMatroska)
    ? { format: new WebMOutputFormat(), mime: 'video/webm' }
    : { format: mp4(), mime: 'video/mp4' }
}

function forSound(codec: string | undefined, isMatroska: boolean): MediaOutput {
  if (codec === 'mp3') return { format: new Mp3OutputFormat({ xingHeader: false }), mime: 'audio/mpeg' }
  if (codec === 'opus')
    return isMatroska
      ? { format: new WebMOutputFormat(), mime: 'audio/webm' }
      : { format: new OggOutputFormat(), mime: 'audio/ogg' }
  if (codec?.startsWith('pcm-')) return { format: new WavOutputFormat(), mime: 'audio/wav' }
  return { format: mp4(), mime: 'audio/mp4' }
}

/** Its index in front, so that it plays before all of it is there. */
function mp4(): Mp4OutputFormat {
  return new Mp4OutputFormat({ fastStart: 'in-memory' })
}
