import { App, Button } from 'antd'
import { useState } from 'react'
import { useAct, useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useFailureText } from '../../shared/Failure.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { ReasonDialog } from '../../shared/ReasonDialog.tsx'
import { useWide } from '../../shared/use-wide.ts'
import { AllowCards, type AllowLine, AllowTable, type Entry } from './AllowEntries.tsx'
import { ruleWords } from './words.ts'

export function Page() {
  const words = useWords(ruleWords)
  const { language } = useLanguage()
  const isWide = useWide()
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
        {({ items }) => {
          const lines: AllowLine[] = items.map(entry => ({
            entry,
            title: nameOf(entry),
            actions: mayChange ? actions(entry) : null,
          }))
          return isWide ? <AllowTable lines={lines} /> : <AllowCards lines={lines} />
        }}
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
