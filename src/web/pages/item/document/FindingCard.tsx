import { useEffect, useRef } from 'react'
import { partLabel } from '../../../../report/part-label.ts'
import { consequences } from '../../../../review/decision.ts'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { Submission } from '../../../../server/api/submissions.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { useTerms } from '../../../language/terms.ts'
import { Label } from '../../../shared/Label.tsx'
import { useRuleWords } from '../../../shared/use-rule-words.ts'
import { Verdict } from '../../../shared/Verdict.tsx'
import { channelLabel } from './channel-label.ts'
import { Decision } from './Decision.tsx'
import { documentWords } from './words.ts'

interface Props {
  readonly submission: Submission
  readonly finding: FindingView
  readonly number: number
  readonly isChosen: boolean
  readonly onSelect: (id: string) => void
  readonly onDecided: () => void
  readonly areShortcutsOn: boolean
}

const tones = { incident: 'red', change: 'orange', clear: 'green' } as const

/** Moves the list, and never the page, so that the card is in view. */
function showIn(card: HTMLElement): void {
  const list = card.closest('.finding-panel')
  if (!list) return
  const above = card.getBoundingClientRect().top - list.getBoundingClientRect().top
  if (above < 0 || above > list.clientHeight / 2) list.scrollBy({ top: above - 12 })
}

export function FindingCard({
  submission,
  finding,
  number,
  isChosen,
  onSelect,
  onDecided,
  areShortcutsOn,
}: Props) {
  const words = useWords(documentWords)
  const terms = useTerms()
  const { language } = useLanguage()
  const { title } = useRuleWords()(finding)
  const card = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isChosen && card.current) showIn(card.current)
  }, [isChosen])
  const { severity, page, part, decision } = finding
  const where = page === null || part.includes('›') ? partLabel(part, language) : words.page(page)
  return (
    <li ref={card} className={`finding finding-${severity}${isChosen ? ' finding-chosen' : ''}`}>
      <button
        type="button"
        className="finding-button"
        aria-expanded={isChosen}
        onClick={() => onSelect(finding.id)}
      >
        <span className="finding-number">{number}</span>
        <span className="finding-title">
          <strong>{title}</strong>
          <span className="finding-place">
            {severity === 'info' ? terms.severity.info : <Verdict verdict={severity} />}
            <span>{where}</span>
            <Label>{channelLabel(finding, terms.channel)}</Label>
          </span>
        </span>
        {severity !== 'info' && (
          <Label tone={decision ? tones[consequences[decision.kind].effect] : 'yellow'}>
            {decision ? terms.decision[decision.kind] : words.undecided}
          </Label>
        )}
      </button>
      {isChosen && (
        <>
          <Details finding={finding} />
          <Decision
            submission={submission}
            finding={finding}
            onDecided={onDecided}
            areShortcutsOn={areShortcutsOn}
          />
        </>
      )}
    </li>
  )
}

function Details({ finding }: { finding: FindingView }) {
  const words = useWords(documentWords)
  const { basis, advice } = useRuleWords()(finding)
  const rows = [
    [words.why, finding.why],
    [words.basis, basis],
    [words.advice, advice],
    [words.rule, finding.rule],
  ]
  return (
    <dl className="finding-details">
      <dt>{words.match}</dt>
      <dd className="finding-match">{finding.match}</dd>
      {finding.context !== '' && (
        <>
          <dt>{words.context}</dt>
          <dd>{finding.context}</dd>
        </>
      )}
      {rows
        .filter(([, value]) => value !== '')
        .map(([label, value]) => (
          <div key={label} className="finding-row">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
