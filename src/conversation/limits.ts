const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

/** Every bound of the conversation service, in one place. */
export const limits = {
  /** Idle sessions are forgotten. */
  sessionTtlMs: 30 * DAY,
  /** Telegram delivers again for 24 h, Zalo for two. */
  markTtlMs: 48 * HOUR,
  marksPerConversation: 500,
  /** How long the platforms let us delete, and how many turns we keep the ids of. */
  sentTtlMs: 48 * HOUR,
  sentPerConversation: 200,
  /** The right to send. Longer than one attempt to send, so that nobody takes over in the middle of it. */
  leaseMs: 15 * SECOND,
  /** Only start to send while the lease is good for this long. */
  leaseReserveMs: 11 * SECOND,
  /** A timer or parked message given out is given out again after this, should its process die. */
  claimMs: 30 * SECOND,
  /** A parked message is left to the process that received it for this long. */
  parkMs: 10 * SECOND,
  /** Waiting messages of one conversation, and of all, in one process. */
  waitingPerConversation: 50,
  waitingInAll: 20_000,
  cachedConversations: 20_000,
  /** Reruns of a turn that others overtook. */
  conflicts: 8,
  /** A message whose turn fails this often is put aside, or it would block everything behind it for a day. */
  failuresPerMessage: 3,
  /** Attempts to deliver, then the dead letters. With the back-off below: more than an hour of outage. */
  deliveryTries: 24,
  backOffMinMs: SECOND,
  backOffMaxMs: 300 * SECOND,
  deadLettersPerShard: 10_000,
  /** Between two "not saved" notices to one contact. */
  noticeMs: 60 * SECOND,
  sweepMs: SECOND,
  sweepBatch: 50,
} as const
