import { findPhones } from '../phones.ts'
import styles from './message-text.module.css'

/** A text as it was written: its lines, its telephone numbers to press, its sources set apart. */
export function MessageText({ text, phones }: { text: string; phones: readonly string[] }) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        // Lines never move within a message.
        <p key={index} class={styles[kindOf(line)]}>
          {findPhones(line, phones).map((piece) =>
            piece.type === 'words' ? (
              piece.text
            ) : (
              <a class={styles['phone']} href={piece.href}>
                {piece.text}
              </a>
            ),
          )}
        </p>
      ))}
    </>
  )
}

/** The source of an answer begins with "[Luật …", a point of a list with "•", "-" or "a)". */
function kindOf(line: string): 'line' | 'source' | 'point' | 'gap' {
  if (line.trim() === '') return 'gap'
  if (/^\[[^\]]+\]/.test(line)) return 'source'
  return /^\s*(?:[•–-]|\p{L}\)|\d{1,2}\.)\s/u.test(line) ? 'point' : 'line'
}
