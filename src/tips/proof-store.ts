/** Remembers proofs of work that were used. Throws AppError `store:unavailable` without Redis. */
export interface ProofStore {
  /**
   * Marks a proof as used; false when it was already.
   * @param goodUntil ms; after it the proof is refused anyway and need not be remembered.
   */
  spend(id: string, goodUntil: number): Promise<boolean>
}
