import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateHybridIdentity, identityToRecipient } from 'age-encryption'
import { Router } from 'express'
import { systemClock, systemIds } from '../../src/core/clock.ts'
import type { Deployment } from '../../src/core/deployment.ts'
import { loadDeployment } from '../../src/deployment-file.ts'
import { loadFlows } from '../../src/flows/load-flows.ts'
import { takeLanguageOut } from '../../src/flows/split-languages.ts'
import { type Asset, jsonAsset, loadAssets } from '../../src/http/asset-routes.ts'
import { createFileRoutes } from '../../src/http/file-routes.ts'
import { createMailboxRoutes } from '../../src/http/mailbox-routes.ts'
import { createProofOfWork } from '../../src/http/proof-of-work.ts'
import { createPublicApp } from '../../src/http/public-app.ts'
import { createTipRoutes } from '../../src/http/tip-routes.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import type { MailboxStore } from '../../src/tips/mailbox-store.ts'
import { createRedisMailboxStore } from '../../src/tips/redis-mailbox-store.ts'
import { createRedisProofStore } from '../../src/tips/redis-proof-store.ts'
import { createRedisRecipients } from '../../src/tips/redis-recipients.ts'
import { createRedisThreadStore } from '../../src/tips/redis-thread-store.ts'
import { createRedisTipQueue } from '../../src/tips/redis-tip-queue.ts'
import { createStoredTipOutlet } from '../../src/tips/stored-tip-outlet.ts'
import type { ThreadStore } from '../../src/tips/thread-store.ts'
import type { TipQueue } from '../../src/tips/tip-queue.ts'
import { Intake } from '../../src/triage/intake.ts'
import { createRedisTriageStore } from '../../src/triage/redis-triage-store.ts'
import { createAdditions } from '../../src/triage/take-addition.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

/** The public listener with the real content and a Redis of its own, and the key of every unit. */
export interface ChatServer {
  origin: string
  deployment: Deployment
  queue: TipQueue
  mailboxes: MailboxStore
  threads: ThreadStore
  redis: TestRedis
  /** Opens what is sealed for any unit. */
  identity: string
  close(): Promise<void>
}

/** @param folder the built page. */
export async function startChatServer(folder: string): Promise<ChatServer> {
  const redis = await startRedis()
  const shared = { redis: await redis.connect(), clock: systemClock }
  const { deployment } = await loadDeployment('config/long-bien.yaml')
  if (deployment === null) throw new Error('the deployment file is broken')
  const [queue, recipients, mailboxes] = [
    createRedisTipQueue(shared),
    createRedisRecipients(shared),
    createRedisMailboxStore(shared),
  ]
  const identity = await generateHybridIdentity()
  for (const unit of deployment.units)
    await recipients.add(unit.id, await identityToRecipient(identity), 'cli')
  const threads = createRedisThreadStore(shared)
  const triage = createRedisTriageStore(shared.redis)
  const additions = createAdditions({ threads, triage, queue, clock: systemClock })
  const units = deployment.units.map(({ id }) => id)
  const intake = new Intake({ queue, store: triage, units, consumer: 'chat', onError: () => {} })
  await intake.start()
  const outlet = createStoredTipOutlet({ queue, recipients, mailboxes, additions })
  const proofOfWork = createProofOfWork({
    secret: 's'.repeat(32),
    spent: createRedisProofStore(shared),
    clock: systemClock,
    ids: systemIds,
  })
  const app = createPublicApp({
    webhooks: Router(),
    api: [
      createTipRoutes({ outlet, deployment, proofOfWork, clock: systemClock }),
      createFileRoutes({ files: queue, deployment, proofOfWork, clock: systemClock, secret: 's'.repeat(32) }),
      createMailboxRoutes({ outlet, deployment, proofOfWork, clock: systemClock, secret: 's'.repeat(32) }),
    ],
    assets: [...loadAssets(folder), ...(await contentAssets(deployment))],
    notReady: async () => [],
    onError: () => {},
  })
  const server: Server = createServer(app)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  async function close(): Promise<void> {
    await intake.stop()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await redis.stop()
  }
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deployment,
    queue,
    mailboxes,
    threads,
    redis,
    identity,
    close,
  }
}

async function contentAssets(deployment: Deployment): Promise<Asset[]> {
  const { flowSet } = await loadFlows('flows', deployment)
  const { index } = await loadKnowledge('knowledge')
  const { rest, texts } = takeLanguageOut(flowSet, 'en')
  return [
    jsonAsset('/content/flows.json', rest),
    jsonAsset('/content/flows-en.json', texts),
    jsonAsset('/content/knowledge.json', index),
    jsonAsset('/content/deployment.json', deployment),
  ]
}
