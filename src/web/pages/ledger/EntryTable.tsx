import { Table } from 'antd'
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

export function EntryTable({ entries }: { entries: readonly LedgerEntry[] }) {
  const words = useWords(ledgerWords)
  const { language } = useLanguage()
  const terms = useTerms()
  const subjectOf = useSubjects()
  return (
    <Table<LedgerEntry>
      rowKey="seq"
      size="small"
      pagination={false}
      dataSource={entries}
      tableLayout="fixed"
      scroll={{ x: 960 }}
      locale={{ emptyText: <Nothing text={words.none} /> }}
      expandable={{
        columnWidth: 40,
        columnTitle: <span className="visually-hidden">{words.detail}</span>,
        expandedRowRender: entry => <EntryDetails entry={entry} />,
      }}
      columns={[
        { title: words.seq, dataIndex: 'seq', width: 64 },
        { title: words.at, width: 160, render: (_, { at }) => dateTime(at, language) },
        { title: words.actor, width: 100, render: (_, { actor }) => <ActorName actor={actor} /> },
        { title: words.act, width: 124, render: (_, { act }) => ledgerAct(act, language) },
        {
          title: words.subject,
          render: (_, { submission, title, detail }) =>
            submission ? <Link to={`/items/${submission}`}>{title ?? submission}</Link> : subjectOf(detail),
        },
        {
          title: words.outcome,
          width: 116,
          render: (_, { verdict, decision }) =>
            decision ? decisionName(decision, terms.decision) : verdict && <Verdict verdict={verdict} />,
        },
        { title: words.reason, render: (_, { reason }) => <span className="ledger-reason">{reason}</span> },
      ]}
    />
  )
}
