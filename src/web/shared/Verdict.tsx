/** A verdict as a sign, a word and a colour: never by colour alone. */
import type { Verdict as VerdictName } from '../../document/screening.ts'
import { useWords } from '../language/language.tsx'
import { useTerms } from '../language/terms.ts'
import { sharedWords } from './words.ts'
import './verdict.css'

const signs: Readonly<Record<VerdictName, string>> = { pass: '✔', review: '●', error: '▲', block: '✖' }

export function Verdict({ verdict }: { verdict: VerdictName | null }) {
  const words = useWords(sharedWords)
  const terms = useTerms()
  if (verdict === null) return <span className="verdict verdict-none">{words.verdictNone}</span>
  return (
    <span className={`verdict verdict-${verdict}`}>
      <span aria-hidden="true">{signs[verdict]}</span> {terms.verdict[verdict]}
    </span>
  )
}
