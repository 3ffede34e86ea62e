/** One endpoint: what it hears of, whether it listens, and what an administrator may do with it. */
import { Alert, App, Button } from 'antd'
import { useState } from 'react'
import type { Endpoint } from '../../../../server/api/webhooks.ts'
import { useAct, useApi } from '../../../api/queries.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { dateTime } from '../../../language/when.ts'
import { Failure, useFailureText } from '../../../shared/Failure.tsx'
import { Label } from '../../../shared/Label.tsx'
import { EndpointDialog } from './EndpointDialog.tsx'
import { RotateDialog } from './RotateDialog.tsx'
import { webhookWords } from './words.ts'

export function EndpointPanel({ endpoint, mayChange }: { endpoint: Endpoint; mayChange: boolean }) {
  const words = useWords(webhookWords)
  const { language } = useLanguage()
  const portals = useApi('portals.list', {})
  const portal = portals.data?.items.find(each => each.id === endpoint.portal)
  const { active, disabledFor, disabledAt, failingSince, previousSecretUntil } = endpoint
  return (
    <section className="panel stack" aria-label={endpoint.name}>
      <div className="row">
        <h2>{endpoint.name}</h2>
        <Label tone={active ? 'green' : 'plain'}>{active ? words.active : words.inactive}</Label>
        <span className="shell-space" />
        {mayChange && <Actions endpoint={endpoint} />}
      </div>
      {disabledFor !== null && disabledAt !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={words.disabledFor[disabledFor](dateTime(disabledAt, language))}
        />
      )}
      <div>
        <code className="webhook-url">{endpoint.url}</code>
      </div>
      <div className="row">
        {endpoint.events.map(event => (
          <Label key={event}>{words.event[event]}</Label>
        ))}
        <span className="quiet">
          {endpoint.portal === null ? words.everyItem : words.itemsOf(portal?.name ?? '…')}
        </span>
        {active && failingSince !== null && (
          <Label tone="orange">{words.failingSince(dateTime(failingSince, language))}</Label>
        )}
        {previousSecretUntil !== null && (
          <span className="quiet">{words.twoSecrets(dateTime(previousSecretUntil, language))}</span>
        )}
      </div>
    </section>
  )
}

function Actions({ endpoint }: { endpoint: Endpoint }) {
  const words = useWords(webhookWords)
  const { message, modal } = App.useApp()
  const text = useFailureText()
  const update = useAct('webhooks.update')
  const ping = useAct('webhooks.ping')
  const remove = useAct('webhooks.delete')
  const [dialog, setDialog] = useState<'edit' | 'rotate' | null>(null)
  const params = { webhook: endpoint.id }
  const onError = (error: unknown) => void message.error(text(error))
  const toggle = () =>
    update.mutate({ params, body: { active: !endpoint.active }, ifMatch: endpoint.version })
  const test = () => ping.mutate({ params }, { onSuccess: () => message.success(words.testSent), onError })
  const ask = () =>
    modal.confirm({
      title: words.removeOf(endpoint.name),
      content: words.removeHint,
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ params }).catch(onError),
    })
  const close = () => setDialog(null)
  return (
    <>
      <div className="row">
        {endpoint.active && (
          <Button
            size="small"
            aria-label={words.testOf(endpoint.name)}
            loading={ping.isPending}
            onClick={test}
          >
            {words.test}
          </Button>
        )}
        <Button size="small" aria-label={words.editOf(endpoint.name)} onClick={() => setDialog('edit')}>
          {words.edit}
        </Button>
        <Button size="small" aria-label={words.rotateOf(endpoint.name)} onClick={() => setDialog('rotate')}>
          {words.rotate}
        </Button>
        <Button size="small" loading={update.isPending} onClick={toggle}>
          {endpoint.active ? words.disable : words.enable}
        </Button>
        <Button size="small" danger aria-label={words.removeOf(endpoint.name)} onClick={ask}>
          {words.remove}
        </Button>
      </div>
      <Failure error={update.error} />
      {dialog === 'edit' && <EndpointDialog endpoint={endpoint} onClose={close} />}
      {dialog === 'rotate' && <RotateDialog endpoint={endpoint} onClose={close} />}
    </>
  )
}
