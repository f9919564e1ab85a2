import type { Language } from '../../../core/language.ts'
import { findPhones } from '../phones.ts'
import type { Entry } from '../thread.ts'
import { say } from '../words.ts'
import styles from './bubble.module.css'
import { MessageText } from './message-text.tsx'
import { ReceiptCard } from './receipt-card.tsx'

export interface BubbleProps {
  entry: Entry
  phones: readonly string[]
  language: Language
}

/** One thing that was said. */
export function Bubble({ entry, phones, language }: BubbleProps) {
  if (entry.type === 'note') return <Note entry={entry} language={language} />
  if (entry.type === 'mine') return <Mine entry={entry} language={language} />
  return <Theirs entry={entry} phones={phones} language={language} />
}

function Note({ entry, language }: { entry: Extract<Entry, { type: 'note' }>; language: Language }) {
  return (
    <li class={styles['note']}>
      <p>{entry.text}</p>
      {entry.receipt !== undefined && <ReceiptCard code={entry.receipt} language={language} />}
    </li>
  )
}

function Mine({ entry, language }: { entry: Extract<Entry, { type: 'mine' }>; language: Language }) {
  return (
    <li class={styles['mine']} data-mine>
      <span class="visually-hidden">{say(language, 'fromYou')}: </span>
      {entry.photo !== undefined && (
        <img class={styles['photo']} src={entry.photo} alt={say(language, 'sentPhoto')} />
      )}
      {entry.text !== '' && <p>{entry.text}</p>}
    </li>
  )
}

function Theirs({
  entry,
  phones,
  language,
}: {
  entry: Extract<Entry, { type: 'theirs' }>
  phones: readonly string[]
  language: Language
}) {
  const { msg, receipt } = entry
  const [before, after] = receipt === undefined ? [msg.text, ''] : aroundReceipt(msg.text, receipt)
  return (
    <li class={msg.urgent ? styles['urgent'] : styles['theirs']} lang={entry.language}>
      <span class="visually-hidden">{say(language, 'fromUs')}: </span>
      <MessageText text={before} phones={phones} />
      {receipt !== undefined && <ReceiptCard code={receipt} language={language} />}
      {after !== '' && <MessageText text={after} phones={phones} />}
      {msg.urgent && <CallButtons text={msg.text} phones={phones} language={language} />}
      {msg.link !== undefined && <Link link={msg.link} language={language} />}
    </li>
  )
}

/** In danger a number must be as easy to hit as a button. */
function CallButtons({
  text,
  phones,
  language,
}: {
  text: string
  phones: readonly string[]
  language: Language
}) {
  const found = findPhones(text, phones).flatMap((piece) => (piece.type === 'phone' ? [piece] : []))
  const distinct = [...new Map(found.map((piece) => [piece.href, piece])).values()].slice(0, 3)
  if (distinct.length === 0) return null
  return (
    <p class={styles['calls']}>
      {distinct.map(({ href, text: phone }) => (
        <a key={href} class={styles['call']} href={href}>
          {say(language, 'call', { phone })}
        </a>
      ))}
    </p>
  )
}

function Link({ link, language }: { link: { title: string; url: string }; language: Language }) {
  if (!/^(https:\/\/|tel:|\/[a-z])/.test(link.url)) return null
  return (
    <p>
      <a href={link.url} target="_blank" rel="noopener noreferrer">
        {link.title} <span class="visually-hidden">{say(language, 'opensElsewhere')}</span>
      </a>
    </p>
  )
}

function aroundReceipt(text: string, receipt: string): [before: string, after: string] {
  const at = text.indexOf(receipt)
  return [text.slice(0, at).trimEnd(), text.slice(at + receipt.length).replace(/^[\s.]+/, '')]
}
