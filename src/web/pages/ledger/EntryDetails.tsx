/** What an entry is bound to: hashes, rule set, and the details of its act. */
import type { LedgerEntry } from '../../../server/api/ledger.ts'
import { useWords } from '../../language/language.tsx'
import { ledgerWords } from './words.ts'
import './ledger.css'

export function EntryDetails({ entry }: { entry: LedgerEntry }) {
  const words = useWords(ledgerWords)
  const rows: [string, string | null][] = [
    [words.hash, entry.hash],
    [words.contentHash, entry.contentHash],
    [words.ruleset, entry.ruleset],
    [words.version, entry.revision === null ? null : String(entry.revision)],
    ...Object.entries(entry.detail).map(([key, value]): [string, string] => [key, String(value)]),
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
