import { createServer, type RequestListener, type Server } from 'node:http'
import type { Adapters } from './adapters.ts'
import { announce } from './announce.ts'
import { type Answers, createAnswers } from './answers.ts'
import { createQuietCollector } from './collect-when-quiet.ts'
import type { Settings } from './config.ts'
import type { Content } from './content.ts'
import { createContentAssets } from './content-assets.ts'
import { createCodeTries } from './conversation/code-tries.ts'
import { type Conversations, createConversations } from './conversation/create-conversations.ts'
import { createEngines } from './conversation/flow-archive.ts'
import { createServices } from './conversation/services.ts'
import { monotonicMs } from './core/clock.ts'
import { AppError } from './core/errors.ts'
import type { MsgIn } from './core/message.ts'
import { createEngine } from './engine/create-engine.ts'
import { createUnderstanding } from './engine/understanding.ts'
import { createFileFetcher } from './fetch-clean-file.ts'
import { createAnswerRoutes } from './http/answer-routes.ts'
import { loadAssets } from './http/asset-routes.ts'
import type { OnError } from './http/error-response.ts'
import { createFileRoutes } from './http/file-routes.ts'
import { createMailboxRoutes } from './http/mailbox-routes.ts'
import { createProofOfWork } from './http/proof-of-work.ts'
import { createPublicApp } from './http/public-app.ts'
import { createStaffApp } from './http/staff-app.ts'
import { createTipRoutes } from './http/tip-routes.ts'
import { createWebhookDoor, createWebhookRoutes, type WebhookNeeds } from './http/webhook-routes.ts'
import { errorFields } from './logger.ts'
import { createChannelTending } from './tend-channels.ts'
import { createTipDeskAside } from './tip-desk-aside.ts'
import { createStoredTipOutlet } from './tips/stored-tip-outlet.ts'
import { createTipDesk, type TipDesk, type TipDeskNeeds } from './tips/tip-desk.ts'
import { Intake } from './triage/intake.ts'
import { createOpaqueServer } from './triage/opaque-server.ts'
import { createOriginalsDesk } from './triage/originals-desk.ts'
import { createRetention } from './triage/retention.ts'
import { createStaffEnrolment } from './triage/staff-enrolment.ts'
import { createStaffInvites } from './triage/staff-invites.ts'
import { createStaffPeople } from './triage/staff-people.ts'
import { createStaffSignIn } from './triage/staff-sign-in.ts'
import { createAdditions } from './triage/take-addition.ts'
import { createTriageDesk } from './triage/triage-desk.ts'
import { createUnitKeyDesk } from './triage/unit-key-rotation.ts'

export interface App {
  /** Opens the listeners; everything that can fail without them has failed before. */
  start(): Promise<void>
  /** The other way round; what is unfinished stays stored for the next start. */
  stop(): Promise<void>
  /** Base addresses of the two listeners, once started. */
  publicUrl: string
  staffUrl: string
}

/** The built pages; from `src` (tests) and from `dist` alike. */
const PAGES = new URL('../dist/web/', import.meta.url).pathname

/** Builds the hotline from its settings and what it talks to. Reads top to bottom in the order in which parts need each other. */
export async function createApp(config: Settings, adapters: Adapters, content: Content): Promise<App> {
  refuseVolatileRedis(config, adapters)
  const answers = await createAnswers(config, adapters, content)
  const collector = createQuietCollector()
  const conversations = collector.watch(await createConversationService(config, adapters, content, answers))
  const intake = createIntake(adapters, content)
  const retention = createTipRetention(adapters, content)
  const staff = await createStaffService(config, adapters, content)
  const listeners = {
    public: createPublicListener(config, adapters, content, { conversations, answers }),
    staff: staff.listener,
  }
  const tending = createChannelTending({ ...adapters, publicUrl: config.PUBLIC_URL ?? null })
  const polling: Array<{ stop(): Promise<void> }> = []
  const servers: Server[] = []
  const app: App = { publicUrl: '', staffUrl: '', start, stop }

  async function start(): Promise<void> {
    await staff.enrolment.registerRecipients()
    await intake.start()
    retention.start()
    for (const channel of adapters.channels.values()) channel.listen?.(conversations.notice)
    await tending.start()
    app.staffUrl = await listen(listeners.staff, config.STAFF_PORT, config.STAFF_HOST, servers)
    app.publicUrl = await listen(listeners.public, config.PORT, config.HOST, servers)
    conversations.start()
    collector.start()
    if (config.PUBLIC_URL === undefined) {
      for (const channel of adapters.channels.values()) {
        const running = channel.poll?.(timed(adapters, conversations))
        if (running !== undefined) polling.push(running)
      }
    }
    await announce(config, { addresses: app, adapters, content, invites: staff.invites })
  }

  async function stop(): Promise<void> {
    tending.stop()
    collector.stop()
    for (const running of polling) await running.stop()
    for (const server of servers) await close(server)
    await conversations.stop()
    retention.stop()
    await intake.stop()
    await adapters.close()
  }

  return app
}

/** Promise 1 is worth what Redis keeps: in production we do not start on one that forgets. */
function refuseVolatileRedis(config: Settings, { durability, log }: Adapters): void {
  if (durability.durable) return
  for (const problem of durability.problems) log.warn('redis can lose acknowledged writes', { problem })
  if (config.NODE_ENV !== 'production' || config.ALLOW_VOLATILE_REDIS === 'yes') return
  throw new AppError('config:invalid', {
    message: `This Redis can lose what it acknowledged:\n  ${durability.problems.join('\n  ')}\nCorrect it, or set ALLOW_VOLATILE_REDIS=yes to start all the same.`,
  })
}

async function createConversationService(
  config: Settings,
  adapters: Adapters,
  content: Content,
  answers: Answers,
): Promise<Conversations> {
  const { clock, ids } = adapters
  const tipDesk = createTipDeskWhereItFits({
    outlet: createStoredTipOutlet({ ...adapters, additions: createAdditions(adapters) }),
    deployment: content.deployment,
    clock,
    files: createFileFetcher(adapters.channels),
  })
  const services = createServices({
    knowledge: answers,
    tipDesk,
    mayTryCode: createCodeTries(clock),
    // Nothing is stored for the link, so nothing joins the page's tip to this conversation.
    makeSealedLink: async () =>
      config.PUBLIC_URL === undefined ? null : `${config.PUBLIC_URL}/#tip/${ids.uuid()}`,
    requestHuman: () => Promise.reject(new AppError('request:not_found')),
  })
  await adapters.archive.save(content.flows)
  const engines = createEngines({
    current: content.flows,
    archive: adapters.archive,
    createEngine: (flows) =>
      createEngine({ flows, deployment: content.deployment, understanding: createUnderstanding() }),
  })
  return createConversations({
    ...adapters,
    store: adapters.sessions,
    engines,
    services,
    contactRate: config.CONTACT_RATE,
  })
}

/** In threads of its own from `dist`; run from its sources there is no file that a thread could load. */
function createTipDeskWhereItFits(needs: TipDeskNeeds): TipDesk {
  return import.meta.url.endsWith('.js') ? createTipDeskAside(needs) : createTipDesk(needs)
}

function createIntake({ queue, triage, ids, observer }: Adapters, { deployment }: Content): Intake {
  return new Intake({
    queue,
    store: triage,
    units: deployment.units.map((unit) => unit.id),
    consumer: ids.uuid(),
    onError: (error) => observer.alarm('intake_failed', error),
  })
}

function createTipRetention({ queue, threads, triage, clock, observer }: Adapters, { deployment }: Content) {
  return createRetention({
    ...{ queue, threads, store: triage, clock },
    units: deployment.units.map((unit) => unit.id),
    days: deployment.keepClosedDays,
    onError: (error) => observer.alarm('retention_failed', error),
  })
}

function createPublicListener(
  config: Settings,
  adapters: Adapters,
  content: Content,
  { conversations, answers }: { conversations: Conversations; answers: Answers },
): RequestListener {
  const outlet = createStoredTipOutlet({ ...adapters, additions: createAdditions(adapters) })
  const proofOfWork = createProofOfWork({ ...adapters, spent: adapters.proofs })
  const webhooks: WebhookNeeds = {
    channels: adapters.channels,
    handle: timed(adapters, conversations),
    park: conversations.park,
    onCounted: (what) => adapters.observer.count(what),
    zaloVerifier: config.ZALO_VERIFIER,
  }
  const takeWebhook = createWebhookDoor(webhooks)
  const app = createPublicApp({
    webhooks: createWebhookRoutes(webhooks),
    api: [
      createTipRoutes({ outlet, deployment: content.deployment, proofOfWork, clock: adapters.clock }),
      createFileRoutes({
        ...adapters,
        files: adapters.queue,
        deployment: content.deployment,
        proofOfWork,
      }),
      createMailboxRoutes({ ...adapters, outlet, deployment: content.deployment, proofOfWork }),
      ...(answers.hasModel ? [createAnswerRoutes({ ...adapters, answer: answers.answer, proofOfWork })] : []),
    ],
    assets: [...loadAssets(`${PAGES}chat`), ...createContentAssets(content)],
    notReady: async () => (adapters.isRedisUp() ? [] : ['redis']),
    onError: createOnError(adapters),
  })
  return (request, response) => void (takeWebhook(request, response) || app(request, response))
}

async function createStaffService(config: Settings, adapters: Adapters, { deployment }: Content) {
  const shared = { ...adapters, store: adapters.staff, deployment }
  const opaque = await createOpaqueServer(shared)
  const invites = createStaffInvites(shared)
  const enrolment = createStaffEnrolment({ ...shared, opaque })
  const listener = createStaffApp({
    store: adapters.staff,
    invites,
    enrolment,
    people: createStaffPeople(shared),
    signIn: createStaffSignIn({ ...shared, opaque }),
    unitKeys: createUnitKeyDesk(shared),
    desk: createTriageDesk({ ...adapters, store: adapters.triage, deployment }),
    originals: createOriginalsDesk({ ...adapters, store: adapters.triage, deployment }),
    feed: adapters.feed,
    deployment,
    assets: loadAssets(`${PAGES}console`),
    registry: adapters.metrics.registry,
    https: config.STAFF_URL?.startsWith('https:') ?? false,
    onError: createOnError(adapters),
  })
  return { listener, invites, enrolment }
}

/** Handles a message and notes how long it took until it was stored. */
function timed({ metrics }: Adapters, conversations: Conversations) {
  return async function handle(msg: MsgIn): Promise<void> {
    const started = monotonicMs()
    await conversations.handle(msg)
    metrics.handled(msg.from.channel, monotonicMs() - started)
  }
}

function createOnError({ metrics, log }: Adapters): OnError {
  return function onError(code, error) {
    metrics.failed(code)
    if (code === 'internal' || code === 'store:corrupt' || code === 'store:newer')
      log.error('a request failed', { code, ...errorFields(error) })
  }
}

async function listen(app: RequestListener, port: number, host: string, servers: Server[]): Promise<string> {
  const server = createServer(app)
  await new Promise<void>((opened, failed) => {
    server.once('error', (cause) =>
      failed(
        new AppError('config:invalid', {
          message: `Port ${port} on ${host} cannot be used: stop what uses it, or choose another.`,
          cause,
        }),
      ),
    )
    server.listen(port, host, opened)
  })
  servers.push(server)
  const address = server.address()
  const opened = typeof address === 'object' && address !== null ? address.port : port
  return `http://${host === '0.0.0.0' ? 'localhost' : host}:${opened}`
}

/** Lets running requests finish; idle keep-alive connections and event streams are cut. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()))
  server.closeIdleConnections()
  setTimeout(() => server.closeAllConnections(), 3_000).unref()
  await closed
}
