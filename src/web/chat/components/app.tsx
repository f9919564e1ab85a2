import { useEffect, useRef } from 'preact/hooks'
import type { Deployment } from '../../../core/deployment.ts'
import type { Language } from '../../../core/language.ts'
import type { QuickReply } from '../../../core/message.ts'
import type { Session } from '../../../engine/session.ts'
import type { FlowSet } from '../../../flows/flow.ts'
import { Notice } from '../../ui/notice.tsx'
import type { Chat } from '../chat.ts'
import type { ChosenFiles } from '../page-files.ts'
import type { ShownUpload } from '../shown-upload.ts'
import { openQuestion } from '../thread.ts'
import { useObserved, useOnline } from '../use-observed.ts'
import type { WaitingTips } from '../waiting-tips.ts'
import { say } from '../words.ts'
import styles from './app.module.css'
import { Choices } from './choices.tsx'
import { Composer } from './composer.tsx'
import { Header } from './header.tsx'
import { HelpNow } from './help-now.tsx'
import { Log } from './log.tsx'
import { PrivacyNote } from './privacy-note.tsx'
import { type Locate, Tools } from './tools.tsx'
import { useFollow } from './use-follow.ts'
import { WaitingCard } from './waiting-card.tsx'

export interface AppProps {
  chat: Chat
  waiting: WaitingTips
  files: Pick<ChosenFiles, 'add'>
  upload: Pick<ShownUpload, 'subscribe' | 'read'>
  flows: FlowSet
  deployment: Deployment
  locate: Locate
  /** Whether the address is encrypted; without it no tip can be sealed. */
  secure: boolean
  /** Fetches what a language needs. Never rejects. */
  prepareLanguage: (language: Language) => Promise<void>
}

export function App({
  chat,
  waiting,
  files,
  upload,
  flows,
  deployment,
  locate,
  secure,
  prepareLanguage,
}: AppProps) {
  const { entries, session, work } = useObserved(chat.subscribe, chat.state)
  const tips = useObserved(waiting.subscribe, waiting.list)
  const sent = useObserved(upload.subscribe, upload.read)
  const online = useOnline()
  const { language } = session
  const phones = deployment.hotlines.map((hotline) => hotline.phone)
  const question = openQuestion(entries, promptOf(session))
  const wants = wantedBy(session, flows)
  const answers = useRef<HTMLDivElement>(null)
  const focusNext = useRef(false)
  const scroller = useFollow(entries.length + tips.length + (work === null ? 0 : 1))

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  // Whoever answers by keyboard finds the next answer under the fingers; a phone's keyboard must not jump up.
  useEffect(() => {
    if (!focusNext.current || work !== null || entries.at(-1)?.type === 'mine') return
    focusNext.current = false
    const next =
      answers.current?.querySelector<HTMLElement>('button') ?? document.querySelector<HTMLElement>('textarea')
    next?.focus()
  }, [entries, work])

  function choose(choice: QuickReply, byKeyboard: boolean) {
    focusNext.current = byKeyboard
    const prompt = question?.prompt
    void chat.send(
      { type: 'choice', choice: choice.id, ...(prompt !== undefined && { prompt }) },
      { text: choice.title },
    )
  }

  async function switchLanguage() {
    const other = language === 'vi' ? 'en' : 'vi'
    await prepareLanguage(other)
    const begun = entries.some((entry) => entry.type === 'mine') || session.runs[0]?.flow !== 'welcome'
    if (begun) await chat.send({ type: 'command', command: 'language', argument: other }, null)
    else await chat.begin(other)
  }

  function shareLocation(at: { latitude: number; longitude: number } | null) {
    if (at === null) chat.note(say(language, 'noLocation'))
    else void chat.send({ type: 'location', ...at }, { text: say(language, 'sharedLocation') })
  }

  async function addFile(file: File) {
    const added = await files.add(file, language)
    if ('refused' in added) chat.note(added.refused)
    else await chat.send({ type: 'photo', photo: added.ref }, added.shown)
  }

  return (
    <>
      <Header
        language={language}
        place={placeName(deployment, language)}
        onLanguage={() => void switchLanguage()}
      />
      <HelpNow language={language} />
      <main class={styles['talk']}>
        <div class={styles['scroller']} ref={scroller}>
          <PrivacyNote language={language} recovery={deployment.recovery} />
          {!secure && <Notice kind="warn">{say(language, 'insecure')}</Notice>}
          <Log entries={entries} phones={phones} language={language} />
          {tips.map((tip) => (
            <WaitingCard
              key={tip.id}
              tip={tip}
              language={language}
              phone={phoneOf(deployment)}
              onKeep={() => void waiting.keep(tip.id)}
              onDrop={() => void waiting.drop(tip.id).then(() => chat.note(say(language, 'waitingDropped')))}
              onSend={() => void waiting.sendNow(tip.id)}
            />
          ))}
          {work !== null && (
            <p class={styles['work']} role="status">
              {say(language, work)}
              {work === 'sealing' && sent !== null && <span aria-hidden="true"> {sent}%</span>}
            </p>
          )}
          <div ref={answers} class={styles['answers']}>
            {wants !== null && (
              <Tools
                wants={wants}
                language={language}
                disabled={work !== null}
                locate={locate}
                onLocation={shareLocation}
                onFile={addFile}
              />
            )}
            {question !== null && question.choices.length > 0 && (
              <Choices
                choices={question.choices}
                language={language}
                disabled={work !== null}
                onChoose={choose}
              />
            )}
          </div>
        </div>
        <p class={styles['offline']} role="status">
          {online ? '' : say(language, 'offline')}
        </p>
        <Composer
          language={language}
          onSend={(text) => void chat.send({ type: 'text', text }, { text: text.trim() })}
        />
      </main>
    </>
  )
}

function promptOf(session: Session): string | null {
  return session.waiting.for === 'answer' ? session.waiting.prompt : null
}

/** A place or a picture, when the question that waits takes one. */
function wantedBy(session: Session, flows: FlowSet): 'location' | 'photo' | null {
  const run = session.runs.at(-1)
  if (run === undefined || session.waiting.for !== 'answer' || session.waiting.choosingEdit === true)
    return null
  const type = flows.flows[run.flow]?.nodes[run.node]?.wait?.type
  if (type === 'place') return 'location'
  return type === 'photo' ? 'photo' : null
}

/** "An Tâm – Long Biên, Hà Nội": our own name stands beside it already. */
function placeName(deployment: Deployment, language: Language): string {
  return deployment.name[language].replace(/^An Tâm\s*[–:-]\s*/, '')
}

function phoneOf(deployment: Deployment): string {
  const wanted =
    deployment.hotlines.find((hotline) => hotline.id === 'drug-tips') ??
    deployment.hotlines.find((hotline) => hotline.id === 'police')
  return wanted?.phone ?? '113'
}
