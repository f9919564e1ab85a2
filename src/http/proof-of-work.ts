import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import type { Clock, IdSource } from '../core/clock.ts'
import { AppError } from '../core/errors.ts'
import type { ProofStore } from '../tips/proof-store.ts'
import { Challenge, Proof } from '../tips/tip-api.ts'

/** How much work a request costs its sender. */
export interface WorkSettings {
  /** PBKDF2 rounds for one attempt. */
  cost: number
  /** Attempts that a solver needs: between half of this and all of it. */
  attempts: number
  /** How long a task may take, from when it was given out. */
  lifetimeMs: number
}

/** About a second on a cheap phone, a quarter of it on a computer. Checking costs us one HMAC. */
export const defaultWork: WorkSettings = { cost: 5_000, attempts: 120, lifetimeMs: 20 * 60_000 }

export interface ProofOfWorkNeeds {
  /** Signs tasks, so that none need be stored. The same on every process. */
  secret: string
  spent: ProofStore
  clock: Clock
  ids: IdSource
  work?: WorkSettings
}

export interface ProofOfWork {
  challenge(): Promise<Challenge>
  /** Uses the proof up. @throws AppError `proof:missing` when it is none of ours, wrong, used or expired. */
  accept(proof: unknown): Promise<void>
}

/** Work instead of accounts, addresses or cookies: a flood costs its sender, and nobody is told apart. */
export function createProofOfWork(needs: ProofOfWorkNeeds): ProofOfWork {
  const { spent, clock, ids, work = defaultWork } = needs
  const secrets = {
    hmacSignatureSecret: `${needs.secret}:challenge`,
    hmacKeySignatureSecret: `${needs.secret}:solution`,
  }

  return {
    async challenge() {
      const options = {
        algorithm: 'PBKDF2/SHA-256',
        cost: work.cost,
        counter: pickCounter(ids, work.attempts),
        deriveKey,
        ...secrets,
      }
      const made = await createChallenge({
        ...options,
        expiresAt: Math.ceil((clock.now() + work.lifetimeMs) / 1_000),
      })
      // Through JSON: the library leaves undefined fields, which our schema does not know.
      return Challenge.parse(JSON.parse(JSON.stringify(made)))
    },
    async accept(given) {
      const proof = Proof.safeParse(given)
      if (!proof.success) throw new AppError('proof:missing')
      const { challenge, solution } = proof.data
      const goodUntil = challenge.parameters.expiresAt * 1_000
      const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets })
      if (!verified || goodUntil < clock.now()) throw new AppError('proof:missing')
      if (!(await spent.spend(challenge.signature, goodUntil))) throw new AppError('proof:missing')
    },
  }
}

/** Between half of `attempts` and all of it, so that nobody is much luckier than another. */
function pickCounter(ids: IdSource, attempts: number): number {
  const least = Math.ceil(attempts / 2)
  const [high = 0, low = 0] = ids.bytes(2)
  return least + ((high * 256 + low) % (attempts - least + 1))
}
