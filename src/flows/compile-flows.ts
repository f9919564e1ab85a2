import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Flow, FlowSet } from './flow.ts'

/** The flows as one set. The hash changes with any wording, and only then (the order of the flows does not matter). */
export function compileFlows(flows: readonly Flow[]): FlowSet {
  const sorted = [...flows].sort((a, b) => (a.name < b.name ? -1 : 1))
  const digest = sha256(utf8ToBytes(JSON.stringify(sorted)))
  return {
    hash: bytesToHex(digest).slice(0, 16),
    flows: Object.fromEntries(sorted.map((flow) => [flow.name, flow])),
  }
}
