/** Every limit of the flow language, in one place. Inspection refuses what exceeds them; the engine stops at them. */
export const limits = {
  /** Nodes in one flow. */
  nodesPerFlow: 120,
  /** Actions in one node. */
  actionsPerNode: 8,
  /** Nodes visited in one turn before the engine ends it with `limit_reached`. */
  nodesPerTurn: 50,
  /** Sub-flows inside sub-flows. */
  runDepth: 6,
  /** Steps that "quay lại" can undo. */
  historyLength: 30,
  /** Characters of one incoming text that are looked at; the rest is cut and the person is told. */
  textChars: 4_000,
  /** Characters of all answers that one conversation keeps; the rest of an answer is cut and the person is told. */
  keptChars: 12_000,
  /** Characters of each recent text that is kept for danger detection. */
  recentChars: 600,
  /** How long a recent text counts for danger, ms. */
  recentMs: 30 * 60_000,
  /** Characters of one answer as a text or summary shows it. */
  shownChars: 280,
  /** Characters of one outgoing text: under Zalo's 2,000 with room for numbered choices. */
  messageChars: 1_600,
  /** Syllables of one outgoing text: our style rule. A longer one is a warning. */
  messageSyllables: 60,
  /** Offered answers in one question. Zalo shows five buttons, the rest as numbers. */
  choices: 10,
  /** Times a person is not understood at one step before a person is offered. */
  notUnderstood: 3,
} as const
