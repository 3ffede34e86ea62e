/** What an entry is bound to: hashes, rule set, and the details of its act. */
import type { LedgerEntry } from '../../../server/api/ledger.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { exactTime } from '../../language/when.ts'
import { detailName, detailValue } from './detail-words.ts'
import { useSubjects } from './use-subjects.ts'
import { ledgerWords } from './words.ts'
import './ledger.css'

export function EntryDetails({ entry }: { entry: LedgerEntry }) {
  const words = useWords(ledgerWords)
  const { language } = useLanguage()
  const subject = useSubjects()(entry.detail)
  const rows: [string, string | null][] = [
    [words.name, entry.submission ? null : subject],
    [words.at, exactTime(entry.at, language)],
    [words.hash, entry.hash],
    [words.contentHash, entry.contentHash],
    [words.ruleset, entry.ruleset],
    [words.version, entry.revision === null ? null : String(entry.revision)],
    ...Object.entries(entry.detail).map(([key, value]): [string, string] => [
      detailName(key, language),
      detailValue(key, value, language),
    ]),
  ]
  return (
    <dl className="ledger-details" aria-label={words.detail}>
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
    </dl>
  )
}
