/** Every limit of tips, files and mailboxes, in one place. */

const KiB = 1_024

export const tipLimits = {
  /** The only lengths, in bytes, that a sealed tip may have. Whoever sees the queue learns no more than which of four. */
  sealedBytes: [8 * KiB, 16 * KiB, 32 * KiB, 64 * KiB],
  /** Public keys that one tip is sealed to: own, above, and both again while keys change. */
  recipients: 8,
  /**
   * Sealed files travel and lie in pieces of exactly this length: nothing about a piece tells anything. Small enough
   * that a broken line on 3G costs some ten seconds of sending, large enough that a video is not a thousand requests.
   */
  chunkBytes: 256 * KiB,
  /** Most pieces of one sealed file by what it is: 12 MiB, 20 MiB and its envelope, 10 MiB and its envelope, 1 MiB and its envelope. */
  chunksOf: { image: 48, video: 81, audio: 41, text: 5 },
  /** Most pieces of any sealed file: an original of 20 MB in its two envelopes. */
  fileChunks: 81,
  /** Most pieces of one tip, all files and originals together: 32 MiB. With the tip itself, what it may take of Redis. */
  tipChunks: 128,
  /** Most pieces of one unit that wait for their tip: 256 MiB. The oldest give way, so that a flood fills no memory and shuts nobody out for a day. */
  waitingChunks: 1_024,
  /** A file that no tip claimed goes after this. */
  fileHours: 24,
  /** The inner envelope of an original, once handed to the unit above. */
  lentDays: 7,
  /** The only length of a sealed note in a mailbox. */
  noteBytes: 4 * KiB,
  noteChars: 1_000,
  notesPerMailbox: 50,
  /** Answers are filled up with blanks to the next of these, so that a mailbox nobody made looks like one without news. */
  shownNotes: [4, 8, 16, 32, 50],
  /** The only length of a sealed addition to a tip: room for `recipients` hybrid keys and the text. */
  replyBytes: 16 * KiB,
  replyChars: 1_000,
  /** Entries of a tip's thread, both sides together. */
  threadEntries: 200,
  /** Of these so many from the tipster. */
  repliesPerTip: 100,
  /** A mailbox that nobody writes to goes after this. */
  mailboxDays: 400,
} as const
