/** Entries of the ledger where there is no room for a table. */
import { Link } from 'react-router'
import { ledgerAct } from '../../../ledger/act-words.ts'
import type { LedgerEntry } from '../../../server/api/ledger.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { dateTime } from '../../language/when.ts'
import { ActorName } from '../../shared/ActorName.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { Verdict } from '../../shared/Verdict.tsx'
import { decisionName } from '../item/decision-name.ts'
import { EntryDetails } from './EntryDetails.tsx'
import { useSubjects } from './use-subjects.ts'
import { ledgerWords } from './words.ts'

export function EntryCards({ entries }: { entries: readonly LedgerEntry[] }) {
  const words = useWords(ledgerWords)
  const { language } = useLanguage()
  const terms = useTerms()
  const subjectOf = useSubjects()
  if (entries.length === 0) {
    return (
      <div className="panel">
        <Nothing text={words.none} />
      </div>
    )
  }
  return (
    <ul className="plain-list stack">
      {entries.map(entry => (
        <li key={entry.seq} className="panel">
          <div className="row">
            <strong>
              {entry.seq} · {ledgerAct(entry.act, language)}
            </strong>
            {entry.decision ? decisionName(entry.decision, terms.decision) : null}
            {!entry.decision && entry.verdict && <Verdict verdict={entry.verdict} />}
          </div>
          <div className="quiet">
            <ActorName actor={entry.actor} /> · {dateTime(entry.at, language)}
          </div>
          {entry.submission ? (
            <Link to={`/items/${entry.submission}`}>{entry.title ?? entry.submission}</Link>
          ) : (
            subjectOf(entry.detail)
          )}
          {entry.reason && <div className="ledger-reason">{entry.reason}</div>}
          <details>
            <summary>{words.detail}</summary>
            <EntryDetails entry={entry} />
          </details>
        </li>
      ))}
    </ul>
  )
}
