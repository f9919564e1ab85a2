import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import type { Deployment } from './core/deployment.ts'
import { serveTipDesk } from './serve-tip-desk.ts'

/** @see createTipDeskAside, which alone starts this file. */
const LOW = 10
// On Linux this is the thread's own; elsewhere it would be the whole process's. Who talks comes before who seals, but on
// a machine full of work a tenth of a processor is left to sealing; at 19 it would be a hundredth.
if (process.platform === 'linux') setPriority(LOW)
if (parentPort !== null) serveTipDesk(parentPort, workerData as Deployment) // our own starter sends nothing else
