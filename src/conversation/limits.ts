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
  /** How long a conversation and its marks are kept is set anew as often at most, and at least every so many turns. */
  renewMs: 600 * SECOND,
  renewTurns: 50,
  /** How long the platforms let us delete, and how many turns we keep the ids of. */
  sentTtlMs: 48 * HOUR,
  sentPerConversation: 200,
  /** The right to send. Longer than one attempt to send, so that nobody takes over in the middle of it. */
  leaseMs: 15 * SECOND,
  /**
   * Only start to send while the lease is good for this long: longer than one attempt, and so long that the store saw
   * the lease less than `deadMs` − `beatMs` ago. A process that slept longer asks again before it sends.
   */
  leaseReserveMs: 13 * SECOND,
  /** Between two signs of life of a process. */
  beatMs: 500,
  /** A process that has been silent for so long is dead: others send on. */
  deadMs: 3 * SECOND,
  /** A timer or parked message given out is given out again after this, should its process die. */
  claimMs: 10 * SECOND,
  /** A parked message is left to the process that received it for this long. */
  parkMs: 4 * SECOND,
  /** A tip that was promised and not reported is finished by whoever looks after this. */
  owedMs: 15 * SECOND,
  /** Waiting messages of one conversation, and of all, in one process. */
  waitingPerConversation: 50,
  waitingInAll: 20_000,
  /** Of the above, what one platform may take: a flood on one leaves room for the others. */
  waitingPerPlatform: 12_000,
  /** What one contact may write within a minute of the platform's clock; nobody types so much. */
  messagesPerMinute: 60,
  /** Beyond that, danger of one kind is answered once in this time. */
  dangerInFloodMs: 10 * SECOND,
  /** So much text beyond the measure is read for danger, of all contacts together: about a seventh of a processor. */
  floodCharsPerSecond: 20_000,
  /**
   * Contacts, and minutes of each, whose rate is remembered: enough of what an outage held up and gives out mixed;
   * each minute keeps its messages' ids.
   */
  watchedContacts: 20_000,
  watchedMinutes: 10,
  cachedConversations: 20_000,
  /** Reruns of a turn that others overtook. */
  conflicts: 8,
  /** A message whose turn fails this often is put aside, or it would block everything behind it for a day. */
  failuresPerMessage: 3,
  /** A message is left so often to a process of a newer release; then nobody seems to run one, and it begins anew. */
  leftToNewer: 4,
  /** Attempts to deliver, then the dead letters. With the back-off below: more than an hour of outage. */
  deliveryTries: 24,
  backOffMinMs: SECOND,
  backOffMaxMs: 300 * SECOND,
  /** What is urgent is tried again at least this often. */
  urgentBackOffMaxMs: 15 * SECOND,
  /** So many conversations in a row that found the platform away, and it is held to be; then one tries at least so often. */
  failuresUntilAway: 3,
  awayPauseMaxMs: 15 * SECOND,
  /** The others come back spread over this time, not all in one moment. */
  awaySpreadMs: 5 * SECOND,
  /** For so long nothing is put among the dead letters because the platform is away. */
  awayForgivenMs: DAY,
  /** A reminder that could not be sent for so long reminds of nothing. */
  reminderStaleMs: HOUR,
  deadLettersPerShard: 10_000,
  /** After the last one of a shard. */
  deadLettersTtlMs: 90 * DAY,
  /** Between two "not saved" notices to one contact. */
  noticeMs: 60 * SECOND,
  sweepMs: SECOND,
  sweepBatch: 50,
} as const
