import { createMemoryMailboxStore } from '../../src/tips/memory-mailbox-store.ts'
import { describeMailboxStore } from '../contracts/mailbox-store.contract.ts'

describeMailboxStore('memory', async () => createMemoryMailboxStore())
