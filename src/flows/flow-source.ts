import type { Flow } from './flow.ts'

/** Keys and indexes from the top of a flow file down to one value. */
export type FlowPath = readonly (string | number)[]

/** A flow with the file it came from, so that a problem can say where. */
export interface FlowSource {
  flow: Flow
  file: string
  /** The line (from 1) of the value at a path, or of the nearest thing above it. */
  lineAt: (path: FlowPath) => number
}
