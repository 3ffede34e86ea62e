/** What was read of a file in two versions, line beside line; masked as everywhere. */
import { Alert } from 'antd'
import { useMemo } from 'react'
import type { AnswerOf } from '../../../server/api/routes.ts'
import { useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { compareLines, type Row } from './compare-lines.ts'
import { versionWords } from './words.ts'

type Text = AnswerOf<'files.text'>

/** As many parts as one answer holds. */
const mostParts = 50

interface Props {
  readonly submission: string
  readonly from: string
  readonly to: string
}

export function TextComparison({ submission, from, to }: Props) {
  const query = { limit: mostParts }
  const before = useApi('files.text', { params: { submission, file: from }, query })
  const after = useApi('files.text', { params: { submission, file: to }, query })
  return (
    <Loaded query={before}>
      {old => <Loaded query={after}>{now => <Compared before={old} after={now} />}</Loaded>}
    </Loaded>
  )
}

const linesOf = (text: Text) => text.parts.flatMap(part => part.lines.map(line => line.text))

function Compared({ before, after }: { before: Text; after: Text }) {
  const words = useWords(versionWords)
  const rows = useMemo(() => compareLines(linesOf(before), linesOf(after)), [before, after])
  if (rows.every(row => row.kind === 'same')) return <p className="quiet">{words.noChange}</p>
  return (
    <>
      {(before.total > mostParts || after.total > mostParts) && <Alert type="warning" title={words.cut} />}
      <div className="text-comparison">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
          <RowView key={index} row={row} />
        ))}
      </div>
    </>
  )
}

function RowView({ row }: { row: Row }) {
  const words = useWords(versionWords)
  if (row.kind === 'same') return <p className="comparison-same">{words.sameLines(row.count)}</p>
  return (
    <div className="comparison-row">
      <div>
        {row.removed.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change
          <del key={index}>
            <span className="visually-hidden">{words.removed}</span>
            {line}
          </del>
        ))}
      </div>
      <div>
        {row.added.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change
          <ins key={index}>
            <span className="visually-hidden">{words.added}</span>
            {line}
          </ins>
        ))}
      </div>
    </div>
  )
}
