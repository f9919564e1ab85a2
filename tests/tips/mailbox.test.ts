import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { deriveMailbox, type Note, openNotes, sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/receipt.ts'

const code = makeReceipt('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f')
const note: Note = {
  v: 1,
  hour: '2026-11-21T13:00:00Z',
  status: 'question',
  text: 'Quán ở bên chẵn hay bên lẻ?',
}

describe('mailbox', () => {
  it('derives known keys from a known code', async () => {
    expect(await deriveMailbox(code)).toMatchInlineSnapshot(`
      {
        "id": "ef6e6f311d46ba6a6d90dd673a1d3037",
        "identity": "AGE-SECRET-KEY-129AS42X2MEHS42W70WF4C8HHZ0T06CAUNJE9JV69SMJGA05FYM0SKVNV44",
        "recipient": "age1h0fzggdk4m8q0uc7ksxyhqfus5p4nsy5kpm3rtry8rtsls4s9fqs6yllxg",
      }
    `)
  })

  it('gives another mailbox for another code', async () => {
    const other = await deriveMailbox(makeReceipt('f'.repeat(64)))

    expect(other.id).not.toBe((await deriveMailbox(code)).id)
  })

  it('opens notes sealed to it, in order, and leaves out what is not for it', async () => {
    const mailbox = await deriveMailbox(code)
    const stranger = await identityToRecipient(await generateX25519Identity())
    const second: Note = { v: 1, hour: '2026-11-22T01:00:00Z', status: 'closed' }
    const sealed = [
      await sealNote(mailbox.recipient, note),
      await sealNote(stranger, note),
      'rubbish',
      await sealNote(mailbox.recipient, second),
    ]

    expect(await openNotes(mailbox.identity, sealed)).toEqual([note, second])
  })

  it('seals every note in one length', async () => {
    const { recipient } = await deriveMailbox(code)
    const longest = { ...note, text: 'ế'.repeat(1_000) }

    expect((await sealNote(recipient, longest)).length).toBe((await sealNote(recipient, note)).length)
  })
})
