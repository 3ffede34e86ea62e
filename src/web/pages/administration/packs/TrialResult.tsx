/** What a pack would have changed for recent items. */
import { Alert, Table } from 'antd'
import type { AnswerOf } from '../../../../server/api/routes.ts'
import { useWords } from '../../../language/language.tsx'
import { Verdict } from '../../../shared/Verdict.tsx'
import { packWords } from './words.ts'
import './trial.css'

type Trial = AnswerOf<'packs.try'>

type Row = Trial['rows'][number]

const isChanged = (row: Row) => row.before !== row.after || row.rules.length > 0

export function TrialResult({ trial }: { trial: Trial }) {
  const words = useWords(packWords)
  // The rules of a term list are made by the service; nobody has chosen their ids.
  const nameOf = (rule: string) => {
    const severity = /^terms\..*\.(block|review)$/.exec(rule)?.[1]
    return severity === 'block' || severity === 'review' ? words.term[severity] : rule
  }
  if (trial.items === 0) return <Alert type="info" showIcon title={words.noTrial} />
  return (
    <>
      <Alert
        type={trial.changed > 0 ? 'warning' : 'success'}
        showIcon
        title={words.trial(trial.items, trial.changed)}
      />
      {trial.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable with the keyboard
        <section className="sideways" tabIndex={0} aria-label={words.trialTable}>
          <Table<Row>
            rowKey="file"
            size="small"
            pagination={trial.rows.length > 20 ? { pageSize: 20 } : false}
            dataSource={[...trial.rows].sort((a, b) => Number(isChanged(b)) - Number(isChanged(a)))}
            rowClassName={row => (isChanged(row) ? '' : 'quiet')}
            className="trial"
            columns={[
              { title: words.item, dataIndex: 'title' },
              { title: words.before, render: (_, row) => <Verdict verdict={row.before} /> },
              { title: words.after, render: (_, row) => <Verdict verdict={row.after} /> },
              { title: words.findings, render: (_, row) => `${row.findingsBefore} → ${row.findingsAfter}` },
              { title: words.matched, render: (_, row) => row.rules.map(nameOf).join(words.comma) },
            ]}
          />
        </section>
      )}
    </>
  )
}
