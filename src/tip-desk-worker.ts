import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Deployment } from './core/deployment.ts'
import { serveTipDesk } from './serve-tip-desk.ts'

/** @see createTipDeskAside, which alone starts this file. */
const LOWEST = 19
// On Linux this is the thread's own; elsewhere it would be the whole process's. Who talks comes before who seals.
if (process.platform === 'linux') setPriority(LOWEST)
if (parentPort !== null) serveTipDesk(parentPort, workerData as Deployment) // our own starter sends nothing else
