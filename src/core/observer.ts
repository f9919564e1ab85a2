/** Where parts report what operators should know. Names are static words, never content, addresses or tokens. */
export interface Observer {
  /** Something happened once more: `webhook_unverified`, `message_duplicate` … */
  count(what: string): void
  /** Somebody must look at it. Whoever wires this logs the error's class and code only. */
  alarm(what: string, error?: unknown): void
}
