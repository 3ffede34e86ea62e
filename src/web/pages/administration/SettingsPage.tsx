import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, InputNumber, Radio } from 'antd'
import type { Settings } from '../../../server/api/administration.ts'
import type { AnswerOf } from '../../../server/api/routes.ts'
import { refresh, useAct, useApi } from '../../api/queries.ts'
import { RequestError } from '../../api/request-error.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { sharedWords } from '../../shared/words.ts'
import { QueueFacts } from './QueueFacts.tsx'
import { TicketKeys } from './TicketKeys.tsx'
import { administrationWords } from './words.ts'
import './administration.css'

export function Page() {
  const words = useWords(administrationWords)
  const query = useApi('settings.read', {})
  return (
    <>
      <PageTitle title={words.settings} />
      <div className="stack">
        <Loaded query={query}>{answer => <Fields key={answer.version} answer={answer} />}</Loaded>
        <TicketKeys />
        <QueueFacts />
      </div>
    </>
  )
}

function Fields({ answer }: { answer: AnswerOf<'settings.read'> }) {
  const words = useWords(administrationWords)
  const shared = useWords(sharedWords)
  const client = useQueryClient()
  const { message } = App.useApp()
  const update = useAct('settings.update')
  const mayChange = hasRole(useMe(), 'administrator')
  const save = (values: Settings) =>
    update.mutate(
      { body: { ...answer.settings, ...values }, ifMatch: answer.version },
      { onSuccess: () => message.success(words.saved) },
    )
  const number = (name: keyof Settings, label: string, least: number, most: number, hint?: string) => (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={hint === undefined ? [{ required: true, message: words.required }] : []}
    >
      <InputNumber min={least} max={most} precision={0} />
    </Form.Item>
  )
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      disabled={!mayChange}
      initialValues={answer.settings}
      onFinish={save}
    >
      <div className="settings">
        <section className="panel" aria-labelledby="retention">
          <h2 id="retention">{words.retention}</h2>
          <Form.Item name="incidentContent" label={words.incidentContent}>
            <Radio.Group
              aria-label={words.incidentContent}
              options={[
                { value: 'seal', label: words.seal },
                { value: 'purge', label: words.purge },
              ]}
            />
          </Form.Item>
          {number('keepContentDays', words.keepContent, 1, 36_500, words.keepContentHint)}
          {number('gateFileHours', words.gateFiles, 0, 8760)}
          {number('keepDraftsDays', words.keepDrafts, 1, 3650, words.keepDraftsHint)}
        </section>
        <section className="panel" aria-labelledby="limits">
          <h2 id="limits">{words.limits}</h2>
          {number('ticketDays', words.ticketDays, 1, 3650)}
          {number('sessionIdleMinutes', words.idle, 5, 720)}
          {number('uploadMegabytes', words.megabytes, 1, 2000)}
          {number('filesPerSubmission', words.filesLimit, 1, 200)}
        </section>
      </div>
      <Failure
        error={update.error}
        {...(update.error instanceof RequestError && update.error.isStale
          ? { onRetry: () => void refresh(client) }
          : {})}
      />
      {mayChange && (
        <p>
          <Button type="primary" htmlType="submit" loading={update.isPending}>
            {shared.save}
          </Button>
        </p>
      )}
    </Form>
  )
}
