import { readFileSync } from 'node:fs'
import { identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { keyWords } from '../../src/tips/key-words.ts'
import { deriveMailbox, openNotes } from '../../src/tips/mailbox.ts'
import { openTip } from '../../src/tips/open-tip.ts'
import { openReply } from '../../src/tips/reply.ts'

/** Sealed on 2026-11-22 by version 1. What was sealed then must open for ever: people hold these codes on paper. */
const vectors = JSON.parse(readFileSync('tests/tips/vectors/sealed-v1.json', 'utf8'))

describe('what version 1 sealed', () => {
  it('opens for a post-quantum and for an X25519 identity', async () => {
    expect(await openTip(vectors.sealedHybrid, [vectors.hybrid.identity])).toEqual(vectors.tip)
    expect(await openTip(vectors.sealedX25519, [vectors.x25519.identity])).toEqual(vectors.tip)
    await expect(openTip(vectors.sealedHybrid, [vectors.x25519.identity])).rejects.toMatchObject({
      code: 'tip:not_for_this_key',
    })
  })

  it('opens under the code: the note for the tipster, the addition for the unit', async () => {
    const mailbox = await deriveMailbox(vectors.code)

    expect(await openNotes(mailbox.identity, [vectors.sealedNote])).toMatchObject([vectors.note])
    expect(await openReply(vectors.sealedReply, [vectors.hybrid.identity], mailbox.replyKey)).toEqual(
      vectors.reply,
    )
  })

  it('has keys with known words', async () => {
    for (const kind of ['hybrid', 'x25519']) {
      const { identity, words } = vectors[kind]
      expect(keyWords(await identityToRecipient(identity))).toBe(words)
      expect(words.split(' ')).toHaveLength(6)
    }
  })
})
