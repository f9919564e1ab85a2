import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { deriveMailbox, hashOf, type Note, openNotes, sealNote } from '../../src/tips/mailbox.ts'
import { makeReceipt } from '../../src/tips/make-receipt.ts'

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
        "claim": "thai-met dao-hem dia-thot hai-dut lo-chum bai-let khoi-dem",
        "doorToken": "4211807028ea767049a68266d9d3c3542c2861b845db99269f1958c7cfffc8b6",
        "id": "ef6e6f311d46ba6a6d90dd673a1d3037",
        "identity": "AGE-SECRET-KEY-129AS42X2MEHS42W70WF4C8HHZ0T06CAUNJE9JV69SMJGA05FYM0SKVNV44",
        "markToken": "cd73dc47df2a36ca9b13635052845e7f1a89a2b7ce23770d4fe03cb05e910186",
        "recipient": "age1h0fzggdk4m8q0uc7ksxyhqfus5p4nsy5kpm3rtry8rtsls4s9fqs6yllxg",
        "replyKey": "5aed8322157278ef9ccceb193d59ae0aef4806a74f3fbf11f54bc437122ff198",
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

    expect(await openNotes(mailbox.identity, sealed)).toEqual([
      { ...note, hash: hashOf(sealed[0] ?? '') },
      { ...second, hash: hashOf(sealed[3] ?? '') },
    ])
  })

  it('seals every note in one length', async () => {
    const { recipient } = await deriveMailbox(code)
    const longest = { ...note, text: 'ế'.repeat(1_000) }

    expect((await sealNote(recipient, longest)).length).toBe((await sealNote(recipient, note)).length)
  })
})
