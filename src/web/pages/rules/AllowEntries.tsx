/** Entries of the allow-list: a table, or cards where there is no room for one. */
import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { AnswerOf } from '../../../server/api/routes.ts'
import { useWords } from '../../language/language.tsx'
import { Label } from '../../shared/Label.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { ruleWords } from './words.ts'

export type Entry = AnswerOf<'allow.list'>['items'][number]

export interface AllowLine {
  readonly entry: Entry
  /** Of the rule. */
  readonly title: string
  /** Null where the reader may change nothing. */
  readonly actions: ReactNode
}

export function AllowTable({ lines }: { lines: readonly AllowLine[] }) {
  const words = useWords(ruleWords)
  return (
    <Table<AllowLine>
      rowKey={({ entry }) => entry.id}
      size="middle"
      pagination={lines.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      dataSource={lines}
      scroll={{ x: 820 }}
      locale={{ emptyText: <Nothing text={words.noAllow} /> }}
      columns={[
        { title: words.rule, render: (_, line) => <Rule line={line} /> },
        { title: words.reason, render: (_, { entry }) => entry.reason },
        { title: words.by, render: (_, { entry }) => entry.by.name },
        { title: words.until, width: 120, render: (_, { entry }) => entry.until },
        { title: words.state, render: (_, { entry }) => <EntryState entry={entry} /> },
        ...(lines.some(({ actions }) => actions !== null)
          ? [{ title: words.actions, render: (_: unknown, { actions }: AllowLine) => actions }]
          : []),
      ]}
    />
  )
}

export function AllowCards({ lines }: { lines: readonly AllowLine[] }) {
  const words = useWords(ruleWords)
  if (lines.length === 0) {
    return (
      <div className="panel">
        <Nothing text={words.noAllow} />
      </div>
    )
  }
  return (
    <ul className="plain-list stack">
      {lines.map(line => (
        <li key={line.entry.id} className="panel stack">
          <Rule line={line} />
          <div>{line.entry.reason}</div>
          <div className="quiet">
            {line.entry.by.name} · {words.until} {line.entry.until}
          </div>
          <div>
            <EntryState entry={line.entry} />
          </div>
          {line.actions}
        </li>
      ))}
    </ul>
  )
}

function Rule({ line: { entry, title } }: { line: AllowLine }) {
  const words = useWords(ruleWords)
  return (
    <div>
      <strong>{title}</strong>
      <div className="quiet">
        <code>{entry.rule}</code>
      </div>
      <div className="quiet">
        {words.fingerprint} <code>{entry.fingerprint}</code>
      </div>
    </div>
  )
}

function EntryState({ entry }: { entry: Entry }) {
  const words = useWords(ruleWords)
  const isExpired = entry.until < new Date().toISOString().slice(0, 10)
  if (isExpired) return <Label>{words.expired}</Label>
  return (
    <>
      <Label tone={entry.state === 'active' ? 'green' : 'orange'}>{words[entry.state]}</Label>
      {entry.confirmedBy && <div className="quiet">{words.confirmedBy(entry.confirmedBy.name)}</div>}
    </>
  )
}
