import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny'
import { describe, expect, it } from 'vitest'
import { cleanMedia } from '../../src/files/clean-media.ts'
import { fixture, marksIn } from './fixtures.ts'

/** Kind, codec and number of packets of each track that is played. */
async function tracksOf(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  const tracks: string[] = []
  for (const track of await input.getTracks()) {
    let packets = 0
    for await (const packet of new EncodedPacketSink(track).packets())
      packets += packet.byteLength > 0 ? 1 : 0
    tracks.push(`${track.type} ${await track.getCodec()} ${packets}`)
  }
  return tracks
}

const playable = [
  ['phone.mp4', 'video/mp4', ['video avc 10', 'audio aac 17']],
  ['iphone.mov', 'video/mp4', ['video hevc 10', 'audio aac 17']],
  ['turned.mp4', 'video/mp4', ['video avc 10']],
  ['browser.webm', 'video/webm', ['video vp9 10', 'audio opus 51']],
  ['recorder.mkv', 'video/webm', ['video vp8 10', 'audio opus 51']],
  ['voice.ogg', 'audio/ogg', ['audio opus 51']],
  ['song.mp3', 'audio/mpeg', ['audio mp3 30']],
  ['memo.wav', 'audio/wav', ['audio pcm-s16 2']],
  ['memo.m4a', 'audio/mp4', ['audio aac 17']],
  ['memo.aac', 'audio/mp4', ['audio aac 17']],
] as const

describe('clean media', () => {
  it.each(playable)('%s: nothing planted is left, everything is still played', async (name, mime, tracks) => {
    const given = await fixture(name)
    expect(marksIn(given).length).toBeGreaterThan(3)

    const cleaned = await cleanMedia(given)

    expect(cleaned.mime).toBe(mime)
    expect(marksIn(cleaned.bytes)).toEqual([])
    expect(await tracksOf(cleaned.bytes)).toEqual(tracks)
  })

  it('plants what it claims to take out', async () => {
    expect(marksIn(await fixture('phone.mp4'))).toEqual(
      expect.arrayContaining([
        ...['105.8542', '21.0285', 'MARKartist', 'MARKchapter', 'MARKcomment', 'MARKhandler', 'MARKmake'],
        ...['MARKsei', 'MARKsubtitle', 'MARKtitle', 'MARKxmp', 'x264 '],
      ]),
    )
    expect(marksIn(await fixture('recorder.mkv'))).toContain('MARKattachment')
    expect(marksIn(await fixture('song.mp3'))).toContain('MARKcoverartist')
    expect(marksIn(await fixture('memo.wav'))).toContain('MARKbext')
  })

  it('keeps which way is up', async () => {
    const cleaned = await cleanMedia(await fixture('turned.mp4'))
    const input = new Input({ source: new BufferSource(cleaned.bytes), formats: ALL_FORMATS })
    expect(await (await input.getVideoTracks())[0]?.getRotation()).toBe(90)
  })

  it('gives the same bytes for the same file: no time of cleaning is in them', async () => {
    const given = await fixture('phone.mp4')
    const first = await cleanMedia(given)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await cleanMedia(given)).toEqual(first)
  })

  it('does not change what it was given', async () => {
    const given = await fixture('memo.aac')
    const before = given.slice()
    await cleanMedia(given)
    expect(given).toEqual(before)
  })

  it('refuses sound whose header holds comments that only decoding would find', async () => {
    await expect(cleanMedia(await fixture('vorbis.ogg'))).rejects.toMatchObject({ problem: 'no_cleaner' })
  })

  it('refuses a header that claims a huge picture', async () => {
    const given = await fixture('turned.mp4')
    const at = Buffer.from(given).indexOf('avc1', 200)
    new DataView(given.buffer).setUint16(at + 28, 0xffff)
    new DataView(given.buffer).setUint16(at + 30, 0xffff)
    await expect(cleanMedia(given)).rejects.toMatchObject({ problem: 'bomb' })
  })

  it.each(['phone.mp4', 'iphone.mov', 'turned.mp4', 'memo.m4a', 'voice.ogg', 'memo.wav'])(
    'refuses %s cut off',
    async (name) => {
      const given = await fixture(name)
      for (const part of [0.02, 0.1, 0.3, 0.6, 0.9, 0.99]) {
        await expect(cleanMedia(given.slice(0, Math.floor(given.length * part)))).rejects.toHaveProperty(
          'problem',
        )
      }
    },
  )

  it.each(['browser.webm', 'recorder.mkv', 'song.mp3', 'memo.aac'])(
    '%s, which does not tell its length, cut off: shorter and as clean',
    async (name) => {
      const given = await fixture(name)
      const cleaned = await cleanMedia(given.slice(0, Math.floor(given.length * 0.9))).catch((error) => error)
      if (cleaned instanceof Error) expect(cleaned).toHaveProperty('problem')
      else expect(marksIn(cleaned.bytes)).toEqual([])
    },
  )

  it('refuses to leave a track out that it cannot read', async () => {
    const given = await fixture('phone.mp4')
    // What kind of sound its header says: AAC becomes one that nobody knows.
    given[Buffer.from(given).indexOf(Buffer.from([0x40, 0x15]), Buffer.from(given).indexOf('esds'))] = 0x80
    await expect(cleanMedia(given)).rejects.toMatchObject({ problem: 'no_cleaner' })
  })

  it('refuses a video that is an archive too', async () => {
    const both = Buffer.concat([await fixture('turned.mp4'), Buffer.from('PK\x03\x04MARKzip')])
    await expect(cleanMedia(new Uint8Array(both))).rejects.toMatchObject({ problem: 'damaged' })
  })

  it.each(playable)(
    '%s with odd bytes in it: refused or clean, never another error, soon',
    async (name) => {
      const given = await fixture(name)
      for (let seed = 1; seed <= 60; seed++) {
        const broken = given.slice()
        for (let change = 0; change < 3; change++) {
          broken[(seed * 7_919 + change * 104_729) % Math.min(broken.length, 4_000)] =
            (seed * 37 + change * 101) & 0xff
        }
        const cleaned = await cleanMedia(broken).catch((error) => error)
        if (cleaned instanceof Error) expect(cleaned).toHaveProperty('problem')
      }
    },
    30_000,
  )
})
