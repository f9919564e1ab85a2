import { useState } from 'preact/hooks'
import type { Language } from '../../../core/language.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { checkReceipt, type ReceiptCheck } from '../check-receipt.ts'
import { say } from '../words.ts'
import styles from './receipt-card.module.css'

/** The receipt, large enough to copy by hand, with a way to check the copy and to hide it from others. */
export function ReceiptCard({ code, language }: { code: string; language: Language }) {
  const [hidden, setHidden] = useState(false)
  const [tested, setTested] = useState(false)
  const [warned, setWarned] = useState(false)
  /** Once, before the code is out of sight: a slip on paper cannot be mended later. */
  const hide = () => (tested || warned ? setHidden(true) : setWarned(true))
  return (
    <section class={styles['card']} aria-label={say(language, 'receiptTitle')}>
      {hidden ? (
        <Button look="quiet" onClick={() => setHidden(false)}>
          {say(language, 'receiptShow')}
        </Button>
      ) : (
        <>
          <ol class={styles['words']} translate={false}>
            {code.split(' ').map((word) => (
              <li key={word}>{word}</li>
            ))}
          </ol>
          <Retype code={code} language={language} onRight={() => setTested(true)} />
          <p role="status">{warned && !tested ? say(language, 'receiptUntested') : ''}</p>
          <div class={styles['buttons']}>
            <CopyButton
              text={code}
              label={say(language, 'receiptCopy')}
              done={say(language, 'receiptCopied')}
              failed={say(language, 'receiptNoCopy')}
            />
            <Button look="quiet" onClick={hide}>
              {say(language, 'receiptHide')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

/** Typing it from the paper shows a slip while the right words can still be seen. */
function Retype({ code, language, onRight }: { code: string; language: Language; onRight: () => void }) {
  const [typed, setTyped] = useState('')
  const [check, setCheck] = useState<ReceiptCheck | null>(null)
  return (
    <form
      class={styles['retype']}
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        const result = checkReceipt(code, typed)
        setCheck(result)
        if (result.result === 'right') onRight()
      }}
    >
      <Field label={say(language, 'receiptTry')}>
        <input
          type="text"
          value={typed}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </Field>
      <Button type="submit" look="quiet">
        {say(language, 'receiptCheck')}
      </Button>
      <p class={check?.result === 'right' ? styles['right'] : styles['wrong']} role="status">
        {check === null ? '' : wordsFor(check, language)}
      </p>
    </form>
  )
}

function wordsFor(check: ReceiptCheck, language: Language): string {
  if (check.result === 'right') return say(language, 'receiptRight')
  if (check.result === 'missing') return say(language, 'receiptMissing', { count: check.count })
  return say(language, 'receiptWrongWord', { position: check.position })
}
