import type { Language } from '../../../core/language.ts'
import { Button } from '../../ui/button.tsx'
import type { WaitingTip } from '../waiting-tips.ts'
import { say } from '../words.ts'
import { ReceiptCard } from './receipt-card.tsx'
import styles from './waiting-card.module.css'

export interface WaitingCardProps {
  tip: WaitingTip
  language: Language
  /** Whom to call instead. */
  phone: string
  onKeep: () => void
  onDrop: () => void
  onSend: () => void
}

/** A sealed tip that has not been sent: what is true of it now, and what the person can do. */
export function WaitingCard({ tip, language, phone, onKeep, onDrop, onSend }: WaitingCardProps) {
  const refused = tip.state === 'refused'
  return (
    <section class={styles['card']} role="status" aria-label={say(language, 'waitingTitle')}>
      <h2 class={styles['title']}>{say(language, 'waitingTitle')}</h2>
      <p>
        {refused
          ? say(language, 'waitingRefused', { phone })
          : say(language, tip.kept ? 'waitingKept' : 'waitingText')}
      </p>
      {tip.state === 'cannot_keep' && <p>{say(language, 'waitingCannotKeep')}</p>}
      {tip.kept && tip.receipt !== null && !refused && (
        <>
          <p>{say(language, 'waitingReceipt')}</p>
          <ReceiptCard code={tip.receipt} language={language} />
        </>
      )}
      <div class={styles['buttons']}>
        {/* A tip of this conversation is sent again by its own button there. */}
        {tip.kept && !refused && (
          <Button look="primary" disabled={tip.state === 'sending'} onClick={onSend}>
            {say(language, tip.state === 'sending' ? 'waitingSending' : 'waitingNow')}
          </Button>
        )}
        {!tip.kept && !refused && <Button onClick={onKeep}>{say(language, 'waitingKeep')}</Button>}
        <Button look="danger" onClick={onDrop}>
          {say(language, 'waitingDrop')}
        </Button>
      </div>
      {!tip.kept && !refused && <p class={styles['small']}>{say(language, 'waitingKeepNote')}</p>}
    </section>
  )
}
