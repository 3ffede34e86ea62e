/** The keys that tickets are signed with, and their exchange. */
import { App, Button } from 'antd'
import { useAct, useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { useFailureText } from '../../shared/Failure.tsx'
import { Label } from '../../shared/Label.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { administrationWords } from './words.ts'

export function TicketKeys() {
  const words = useWords(administrationWords)
  const { language } = useLanguage()
  const { modal, message } = App.useApp()
  const text = useFailureText()
  const query = useApi('ticket-keys.list', {})
  const rotate = useAct('ticket-keys.rotate')
  const mayChange = hasRole(useMe(), 'administrator')
  const ask = (compromised: boolean) =>
    modal.confirm({
      title: compromised ? words.withdrawKey : words.exchangeKey,
      content: compromised ? words.withdrawKeyHint : words.exchangeKeyHint,
      okButtonProps: { danger: compromised },
      onOk: () =>
        rotate.mutateAsync({ body: { compromised } }).catch(error => void message.error(text(error))),
    })
  return (
    <section className="panel" aria-labelledby="ticket-keys">
      <h2 id="ticket-keys">{words.ticketKeys}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="plain-list" aria-labelledby="ticket-keys">
            {items.map(({ id, created, ends }) => (
              <li key={id} className="row department">
                <code>{id}</code>
                <Label tone={ends === null ? 'green' : 'plain'}>
                  {ends === null ? words.signsNow : words.publishedUntil(dateTime(ends, language))}
                </Label>
                <span className="quiet">{dateTime(created, language)}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {mayChange && (
        <p className="row">
          <Button onClick={() => ask(false)}>{words.exchangeKey}</Button>
          <Button danger onClick={() => ask(true)}>
            {words.withdrawKey}
          </Button>
        </p>
      )}
    </section>
  )
}
