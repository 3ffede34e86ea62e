import { Table } from 'antd'
import { Link } from 'react-router'
import type { LedgerEntry } from '../../../server/api/ledger.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { ledgerAct } from '../../language/ledger-acts.ts'
import { useTerms } from '../../language/terms.ts'
import { dateTime } from '../../language/when.ts'
import { ActorName } from '../../shared/ActorName.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { Verdict } from '../../shared/Verdict.tsx'
import { decisionName } from '../item/decision-name.ts'
import { EntryDetails } from './EntryDetails.tsx'
import { ledgerWords } from './words.ts'

export function EntryTable({ entries, isLoading }: { entries: readonly LedgerEntry[]; isLoading: boolean }) {
  const words = useWords(ledgerWords)
  const { language } = useLanguage()
  const terms = useTerms()
  return (
    <Table<LedgerEntry>
      rowKey="seq"
      size="small"
      pagination={false}
      dataSource={entries}
      loading={isLoading}
      scroll={{ x: 900 }}
      locale={{ emptyText: <Nothing text={words.none} /> }}
      expandable={{ expandedRowRender: entry => <EntryDetails entry={entry} /> }}
      columns={[
        { title: words.seq, dataIndex: 'seq', width: 70 },
        { title: words.at, width: 165, render: (_, { at }) => dateTime(at, language) },
        { title: words.actor, width: 110, render: (_, { actor }) => <ActorName actor={actor} /> },
        { title: words.act, width: 130, render: (_, { act }) => ledgerAct(act, language) },
        {
          title: words.item,
          render: (_, { submission, title }) =>
            submission && <Link to={`/items/${submission}`}>{title ?? submission}</Link>,
        },
        {
          title: words.outcome,
          width: 150,
          render: (_, { verdict, decision }) =>
            decision ? decisionName(decision, terms.decision) : verdict && <Verdict verdict={verdict} />,
        },
        { title: words.reason, render: (_, { reason }) => <span className="ledger-reason">{reason}</span> },
      ]}
    />
  )
}
