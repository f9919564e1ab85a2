import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { createMemoryTipQueue } from '../../src/tips/memory-tip-queue.ts'
import { describeMailboxStore, describeTipQueue } from '../contracts/tip-queue.contract.ts'

describeTipQueue('memory', async (clock) => createMemoryTipQueue({ clock }))
describeMailboxStore('memory', async () => createMemoryMailboxStore())
