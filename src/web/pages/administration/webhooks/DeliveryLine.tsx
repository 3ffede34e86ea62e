import { App, Button } from 'antd'
import type { Delivery, Endpoint } from '../../../../server/api/webhooks.ts'
import { useAct } from '../../../api/queries.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { dateTime } from '../../../language/when.ts'
import { useFailureText } from '../../../shared/Failure.tsx'
import { Label, type Tone } from '../../../shared/Label.tsx'
import { webhookWords } from './words.ts'

const tones: Readonly<Record<Delivery['state'], Tone>> = {
  waiting: 'orange',
  sending: 'blue',
  delivered: 'green',
  failed: 'red',
}

interface Props {
  readonly delivery: Delivery
  readonly endpoint: Endpoint | undefined
  readonly mayChange: boolean
}

export function DeliveryLine({ delivery, endpoint, mayChange }: Props) {
  const words = useWords(webhookWords)
  const { language } = useLanguage()
  const { message } = App.useApp()
  const text = useFailureText()
  const resend = useAct('webhooks.resend')
  const { id, state, attempts, nextAttempt, status, error } = delivery
  const events: Readonly<Record<string, string>> = words.event
  const send = () =>
    resend.mutate({ params: { delivery: id } }, { onError: failure => void message.error(text(failure)) })
  const isPaused = state === 'waiting' && endpoint?.active === false
  return (
    <li className="row department">
      <div className="webhook-line">
        <div className="row">
          <Label tone={tones[state]}>{words.states[state]}</Label>
          <strong>{events[delivery.event] ?? delivery.event}</strong>
          <span>{endpoint?.name}</span>
          <time className="quiet" dateTime={delivery.created}>
            {dateTime(delivery.created, language)}
          </time>
        </div>
        <div className="quiet">
          {words.attempts(attempts)}
          {status !== null && ` · ${words.status(status)}`}
          {isPaused && ` · ${words.paused}`}
          {state === 'waiting' && !isPaused && nextAttempt !== null && (
            <>
              {' · '}
              {words.next} <time dateTime={nextAttempt}>{dateTime(nextAttempt, language)}</time>
            </>
          )}
          {' · '}
          <code>{id}</code>
        </div>
        {error && <div>{error.message}</div>}
      </div>
      <span className="shell-space" />
      {mayChange && endpoint?.active && state !== 'sending' && (
        <Button size="small" aria-label={words.resendOf(id)} loading={resend.isPending} onClick={send}>
          {words.resend}
        </Button>
      )}
    </li>
  )
}
