import { createMemoryStore } from '../../src/conversation/memory-store.ts'
import { describeConversationStore } from '../contracts/conversation-store.contract.ts'

describeConversationStore('memory-store', async () => createMemoryStore())
