/** Every limit of tips, files and mailboxes, in one place. */

const KiB = 1_024

export const tipLimits = {
  /** The only lengths, in bytes, that a sealed tip may have. Whoever sees the queue learns no more than which of four. */
  sealedBytes: [8 * KiB, 16 * KiB, 32 * KiB, 64 * KiB],
  /** Public keys that one tip is sealed to: own, above, and both again while keys change. */
  recipients: 8,
  /** Sealed files have a length that is a multiple of this. */
  fileStepBytes: 256 * KiB,
  /** Longest sealed file. */
  fileBytes: 12 * 1_024 * KiB,
  /** A file that no tip claimed goes after this. */
  fileHours: 24,
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
