/** Submissions as a table where there is room, as cards on a phone. */
import { Button, Table } from 'antd'
import { Link } from 'react-router'
import type { SubmissionSummary } from '../../../server/api/submissions.ts'
import { useWords } from '../../language/language.tsx'
import { Age } from '../../shared/Age.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { StateTag } from '../../shared/StateTag.tsx'
import { useWide } from '../../shared/use-wide.ts'
import { Verdict } from '../../shared/Verdict.tsx'
import { Waiting } from '../../shared/Waiting.tsx'
import { sharedWords } from '../../shared/words.ts'
import type { useItems } from './use-items.ts'
import { itemsWords } from './words.ts'

interface Props {
  readonly query: ReturnType<typeof useItems>
  readonly empty: string
  readonly withSubmitter: boolean
}

function Findings({ item }: { item: SubmissionSummary }) {
  const words = useWords(itemsWords)
  if (item.verdict === null) return <span className="quiet">–</span>
  return (
    <span>
      {item.findings}
      {item.undecided > 0 && <span className="quiet"> · {words.undecided(item.undecided)}</span>}
    </span>
  )
}

function ItemTable({ items, withSubmitter }: { items: SubmissionSummary[]; withSubmitter: boolean }) {
  const words = useWords(itemsWords)
  return (
    <Table<SubmissionSummary>
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={items}
      columns={[
        {
          title: words.title,
          render: (_, item) => (
            <>
              <Link className="item-title" to={`/items/${item.id}`}>
                {item.title}
              </Link>
              <div className="quiet">
                {[
                  item.column,
                  words.files(item.files),
                  item.revision > 1 ? words.revision(item.revision) : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </>
          ),
        },
        ...(withSubmitter
          ? [
              {
                title: words.submitter,
                width: 110,
                render: (_: unknown, item: SubmissionSummary) => item.submitter.name,
              },
            ]
          : []),
        { title: words.verdict, width: 120, render: (_, item) => <Verdict verdict={item.verdict} /> },
        { title: words.findings, width: 140, render: (_, item) => <Findings item={item} /> },
        { title: words.state, width: 120, render: (_, item) => <StateTag state={item.state} /> },
        { title: words.since, width: 130, render: (_, item) => <Age instant={item.since} /> },
      ]}
    />
  )
}

function ItemCards({ items }: { items: SubmissionSummary[] }) {
  const words = useWords(itemsWords)
  return (
    <ul className="plain-list stack">
      {items.map(item => (
        <li key={item.id} className="panel">
          <Link className="item-title" to={`/items/${item.id}`}>
            {item.title}
          </Link>
          <div className="row">
            <Verdict verdict={item.verdict} />
            <StateTag state={item.state} />
            <span className="quiet">
              <Age instant={item.since} />
            </span>
          </div>
          <div className="quiet">
            {item.submitter.name} · {words.files(item.files)}
            {item.undecided > 0 && ` · ${words.undecided(item.undecided)}`}
          </div>
        </li>
      ))}
    </ul>
  )
}

export function ItemList({ query, empty, withSubmitter }: Props) {
  const shared = useWords(sharedWords)
  const isWide = useWide()
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <Waiting />
  const items = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total ?? items.length
  if (query.data && items.length === 0)
    return (
      <div className="panel">
        <Nothing text={empty} />
      </div>
    )
  return (
    <div className="stack">
      {isWide ? <ItemTable items={items} withSubmitter={withSubmitter} /> : <ItemCards items={items} />}
      <div className="row list-end">
        <span className="quiet" role="status">
          {query.data && shared.shown(items.length, total)}
        </span>
        {query.hasNextPage && (
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {shared.more}
          </Button>
        )}
      </div>
    </div>
  )
}
