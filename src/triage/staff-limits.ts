/** Every limit of sign-in, sessions and lists, in one place. */
export const staffLimits = {
  inviteMs: 72 * 3_600_000,
  /** A session ends after this however busy it is. */
  sessionMs: 8 * 3_600_000,
  /** And after this without a request that a person caused. */
  sessionIdleMs: 15 * 60_000,
  /** The console wipes its keys after this without a touch. */
  lockAfterMs: 5 * 60_000,
  /** Between the two messages of a sign-in. */
  loginMs: 60_000,
  attemptWindowMs: 10 * 60_000,
  attemptsPerName: 10,
  attemptsAltogether: 300,
  listedItems: 500,
} as const
