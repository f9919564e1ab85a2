import { render } from 'preact'
import { systemClock, systemIds } from '../../core/clock.ts'
import type { ServiceCall, ServiceOutcome } from '../../core/event.ts'
import type { Language } from '../../core/language.ts'
import { createEngine } from '../../engine/create-engine.ts'
import type { Input, TextReading, TipReading } from '../../engine/engine.ts'
import { createPageUnderstanding } from '../../engine/page-understanding.ts'
import type { Session } from '../../engine/session.ts'
import { type Chat, createChat } from './chat.ts'
import { App } from './components/app.tsx'
import { type Content, loadKnowledgeIndex } from './content.ts'
import { keepPageForOffline, locate, removeKeptPage, savesData, whenIdle } from './device.ts'
import { later } from './later.ts'
import { createPageFiles } from './page-files.ts'
import { whenLeaving } from './quick-exit.ts'
import { createServices } from './services.ts'
import { createShownUpload } from './shown-upload.ts'
import { createWaitingStore } from './waiting-store.ts'
import { createWaitingTips, type WaitingTip } from './waiting-tips.ts'
import { say } from './words.ts'

/** The one-time link that the bot gives on a messenger: #tip/TOKEN. What stands after the # is never sent anywhere. */
const TIP_LINK = /^#tip(\/|$)/
const TIP_FLOW = 'report_tip'
/** So long typed words wait for what reads them; afterwards the buttons must do. */
const READER_MS = 4_000

/** Builds the page from its parts. `content` is null when it could not be loaded. */
export async function start(content: Content | null): Promise<void> {
  const root = document.getElementById('app')
  if (root === null) return
  if (content === null) return showFailure(root)
  const { chat, waiting, files, upload, textReader, loadLater, prepareLanguage } = assemble(content)
  root.replaceChildren()
  render(
    <App
      chat={chat}
      waiting={waiting}
      files={files}
      upload={upload}
      flows={content.flows}
      deployment={content.deployment}
      locate={locate}
      secure={isSecureContext}
      prepareLanguage={prepareLanguage}
    />,
    root,
  )
  textReader().catch(() => undefined)
  await chat.begin('vi', takeTipLink())
  window.addEventListener('hashchange', () => openTipLink(chat))
  await loadLater()
}

function assemble({ flows, deployment, loadEnglish }: Content) {
  let readsText: TextReading | null = null
  const textReader = later(async () => {
    readsText = (await import('../../engine/text-reading.ts')).textReading
  })
  let readsTip: TipReading | null = null
  const tipReader = later(async () => {
    readsTip = (await import('../../engine/tip-reading.ts')).tipReading
  })
  const understanding = createPageUnderstanding({ text: () => readsText, tip: () => readsTip })
  let engine = createEngine({ flows, deployment, understanding })
  const english = later(async () => {
    engine = createEngine({ flows: await loadEnglish(), deployment, understanding })
  })
  const upload = createShownUpload()
  const files = createPageFiles(async () => (await import('./chosen-files.ts')).createChosenFiles())
  const knowledge = later(async () => {
    const [{ createKnowledge }, index] = await Promise.all([
      import('../../knowledge/answer.ts'),
      loadKnowledgeIndex(),
    ])
    return createKnowledge(index, { detectRefusal: (text) => understanding.detectRefusal(text) })
  })
  const tips = later(async () => {
    const { createTipService } = await import('./tip-service.ts')
    return createTipService({
      deployment,
      files,
      onProgress: upload.tell,
      hold: (parcel, receipt) => waiting.add(parcel, receipt),
      stored: (id) => void waiting.drop(id),
    })
  })
  const waiting = createWaitingTips({
    store: createWaitingStore(),
    deliver: async (parcel) => (await tips()).deliver(parcel),
    onSent: (tip, unit) => void tellSent(tip, unit),
    network: window,
  })
  const services = createServices({
    knowledge,
    tipDesk: async () => (await tips()).desk,
    place: deployment.place,
    clock: systemClock,
    eraseTraces: forgetAll,
  })
  const chat = createChat(
    {
      engine: () => engine,
      callService,
      isDanger: (text, recent) => understanding.detectDanger(text, recent) !== null,
      prepare,
      clock: systemClock,
      ids: systemIds,
      onTurn: (before, after) => {
        void dropAbandoned(before, after)
        void prepareLanguage(after.language)
      },
    },
    'vi',
  )

  /** Typed words wait a moment for their reader, which is fetched from the start. Danger does not wait. */
  async function prepare(input: Input, recent: readonly string[]): Promise<void> {
    if (readsText !== null || input.type !== 'msg' || input.content.type !== 'text') return
    if (understanding.detectDanger(input.content.text, recent) !== null) return
    const patience = new Promise((resolve) => setTimeout(resolve, READER_MS))
    await Promise.race([textReader().catch(() => undefined), patience])
  }

  async function callService(call: ServiceCall, signal: AbortSignal): Promise<ServiceOutcome> {
    // Every tip begins with this call. Without the reader nothing is recognised, and all is asked.
    if (call.type === 'make_sealed_link') await tipReader().catch(() => undefined)
    const outcome = await services(call)
    // Something urgent came in between, and the conversation was told that nothing had been stored.
    if (signal.aborted && call.type === 'submit_tip' && outcome.type === 'tip_submitted')
      tellStored(call.secret, outcome)
    return outcome
  }

  function tellStored(secret: string, outcome: Extract<ServiceOutcome, { type: 'tip_submitted' }>): void {
    if (!chat.settle(secret, outcome))
      chat.note(say(chat.state().session.language, 'sentLater'), outcome.receipt)
  }

  async function tellSent(tip: WaitingTip, unitId: string): Promise<void> {
    const made = (await tips()).made(tip.id)
    const unit = deployment.units.find((one) => one.id === unitId)?.name ?? unitId
    if (made === null) chat.note(say(chat.state().session.language, 'sentLaterUnknown'))
    else tellStored(made.secret, { type: 'tip_submitted', receipt: made.receipt, unit })
  }

  /** The conversation said that nothing was sent and the draft is gone: then nothing may go out later either. */
  async function dropAbandoned(before: Session, after: Session): Promise<void> {
    const gone = before.runs.filter((run) => !after.runs.some((one) => one.secret === run.secret))
    if (gone.length === 0 || waiting.list().length === 0) return
    const service = await tips()
    for (const tip of waiting.list()) {
      const secret = service.made(tip.id)?.secret
      if (!tip.kept && gone.some((run) => run.secret === secret)) await waiting.drop(tip.id)
    }
  }

  /** Without a network the texts stay in the language that is there. */
  async function prepareLanguage(language: Language): Promise<void> {
    if (language === 'en') await english().catch(() => {})
  }

  async function forgetAll(): Promise<void> {
    files.forgetAll()
    await Promise.allSettled([waiting.dropAll(), removeKeptPage()])
  }

  /** What is not needed to begin: the copy for offline, the answers, the public keys, tips kept by an earlier visit. */
  async function loadLater(): Promise<void> {
    whenLeaving(files.forgetAll)
    await whenIdle()
    await keepPageForOffline().catch(() => {})
    await waiting.resume()
    if (savesData()) return
    await Promise.allSettled([english(), knowledge(), tips().then((service) => service.fetchKeys())])
  }

  return { chat, waiting, files, upload, textReader, loadLater, prepareLanguage }
}

/** Reads the link and takes it out of the address, so that it stays neither there nor in the history. */
function takeTipLink(): string | undefined {
  if (!TIP_LINK.test(location.hash)) return undefined
  history.replaceState(null, '', location.pathname)
  return TIP_FLOW
}

/** The page was open already; a tip in progress is not thrown away. */
function openTipLink(chat: Chat): void {
  const flow = takeTipLink()
  const { session } = chat.state()
  if (flow === undefined || session.runs.some((run) => run.flow === flow)) return
  void chat.send({ type: 'command', command: 'start', argument: flow }, null)
}

function showFailure(root: HTMLElement): void {
  const place = root.querySelector('.opening') ?? root
  const text = document.createElement('p')
  text.textContent = say('vi', 'cannotOpen')
  const again = document.createElement('button')
  again.type = 'button'
  again.className = 'language'
  again.textContent = say('vi', 'tryAgain')
  again.addEventListener('click', () => location.reload())
  place.replaceChildren(text, again)
}
