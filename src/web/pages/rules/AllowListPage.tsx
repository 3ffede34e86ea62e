import { App, Button, Table } from 'antd'
import { useState } from 'react'
import type { AnswerOf } from '../../../server/api/routes.ts'
import { useAct, useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useFailureText } from '../../shared/Failure.tsx'
import { Label } from '../../shared/Label.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { ReasonDialog } from '../../shared/ReasonDialog.tsx'
import { ruleWords } from './words.ts'

type Entry = AnswerOf<'allow.list'>['items'][number]

export function Page() {
  const words = useWords(ruleWords)
  const { language } = useLanguage()
  const me = useMe()
  const { message } = App.useApp()
  const text = useFailureText()
  const query = useApi('allow.list', {})
  const confirm = useAct('allow.confirm')
  const remove = useAct('allow.delete')
  const [removing, setRemoving] = useState<Entry | null>(null)
  const rules = useApi('rules.list', {}, { staleTime: Number.POSITIVE_INFINITY })
  // A rule that is no longer in force has only its id.
  const nameOf = ({ rule }: Entry) =>
    rules.data?.items.find(each => each.id === rule)?.title[language] ?? rule
  const mayChange = hasRole(me, 'reviewer', 'approver')
  const actions = (entry: Entry) => (
    <div className="row">
      {entry.state === 'proposed' && entry.by.id !== me.id && (
        <Button
          size="small"
          type="primary"
          aria-label={words.confirmOf(nameOf(entry))}
          loading={confirm.isPending}
          onClick={() =>
            confirm.mutate({ params: { entry: entry.id } }, { onError: error => message.error(text(error)) })
          }
        >
          {words.confirm}
        </Button>
      )}
      <Button size="small" aria-label={words.deleteOf(nameOf(entry))} onClick={() => setRemoving(entry)}>
        {words.delete}
      </Button>
    </div>
  )
  return (
    <>
      <PageTitle title={words.allowTitle} />
      <p className="quiet">{words.allowHint}</p>
      <Loaded query={query}>
        {({ items }) => (
          <Table<Entry>
            rowKey="id"
            size="middle"
            pagination={items.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            dataSource={items}
            scroll={{ x: 820 }}
            locale={{ emptyText: <Nothing text={words.noAllow} /> }}
            columns={[
              {
                title: words.rule,
                render: (_, entry) => (
                  <>
                    <strong>{nameOf(entry)}</strong>
                    <div className="quiet">
                      <code>{entry.rule}</code>
                    </div>
                    <div className="quiet">
                      {words.fingerprint} <code>{entry.fingerprint}</code>
                    </div>
                  </>
                ),
              },
              { title: words.reason, dataIndex: 'reason' },
              { title: words.by, render: (_, { by }) => by.name },
              { title: words.until, dataIndex: 'until', width: 120 },
              { title: words.state, render: (_, entry) => <EntryState entry={entry} /> },
              ...(mayChange
                ? [{ title: words.actions, render: (_: unknown, entry: Entry) => actions(entry) }]
                : []),
            ]}
          />
        )}
      </Loaded>
      {removing && (
        <ReasonDialog
          title={words.deleteOf(nameOf(removing))}
          onClose={() => setRemoving(null)}
          onConfirm={reason => remove.mutateAsync({ params: { entry: removing.id }, body: { reason } })}
        />
      )}
    </>
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
