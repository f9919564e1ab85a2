import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import { createProofOfWork, type ProofOfWork, type ProofOfWorkNeeds } from '../../src/http/proof-of-work.ts'
import type { ProofStore } from '../../src/tips/proof-store.ts'
import type { Challenge, Proof } from '../../src/tips/tip-api.ts'

/** Little work, good for a minute, remembered in memory; what is not given works at once. */
export function quickProofOfWork(needs: Partial<ProofOfWorkNeeds> = {}): ProofOfWork {
  return createProofOfWork({
    secret: 's'.repeat(32),
    spent: spentInMemory(),
    clock: systemClock,
    ids: systemIds,
    work: { cost: 10, attempts: 4, lifetimeMs: 60_000 },
    ...needs,
  })
}

export function spentInMemory(): ProofStore {
  const used = new Set<string>()
  return { spend: async (id) => !used.has(id) && used.add(id) !== undefined }
}

/** The work that the page does. */
export async function solve(challenge: Challenge): Promise<Proof['solution']> {
  const solution = await solveChallenge({ challenge, deriveKey })
  if (solution === null) throw new Error('unsolved')
  return { counter: solution.counter, derivedKey: solution.derivedKey }
}

/** A new challenge of the server at `url`, solved. */
export async function solvedProof(url: string): Promise<Proof> {
  const challenge = (await (await fetch(`${url}/api/challenge`)).json()) as Challenge
  return { challenge, solution: await solve(challenge) }
}
