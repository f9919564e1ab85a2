/**
 * Why a file is not taken. `empty` no bytes · `too_large` more than its kind may have · `lies` not what it was sent as ·
 * `damaged` cut off or unreadable · `bomb` would unpack to far more than it is · `no_cleaner` a kind whose hidden parts
 * we cannot take out (PDF, Word, archives, rare video) · `heic` a photo that must be converted first ·
 * `too_slow` cleaning it took too long · `gone` the platform no longer has it.
 */
export const fileProblems = [
  'empty',
  'too_large',
  'lies',
  'damaged',
  'bomb',
  'no_cleaner',
  'heic',
  'too_slow',
  'gone',
] as const
export type FileProblem = (typeof fileProblems)[number]

/** Thrown inside the cleaner and caught at its door: a file that is not taken. Holds nothing of the file. */
export class FileRefused extends Error {
  readonly problem: FileProblem
  constructor(problem: FileProblem) {
    super(problem)
    this.problem = problem
  }
}
