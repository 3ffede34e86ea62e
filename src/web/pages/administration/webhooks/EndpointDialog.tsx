/** Adds an endpoint and shows its secret once, or changes one. */
import { Checkbox, Form, Input, Modal, Select } from 'antd'
import { useId } from 'react'
import type { Endpoint } from '../../../../server/api/webhooks.ts'
import { useAct, useApi } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { SecretOnce } from './SecretOnce.tsx'
import { webhookWords } from './words.ts'

type Event = Endpoint['events'][number]

const events: readonly Event[] = ['submission.decided', 'incident.opened', 'rescan.finding', 'gate.answered']

interface Values {
  readonly name: string
  readonly url: string
  readonly events: Event[]
  /** Empty: every item. */
  readonly portal: string
}

export function EndpointDialog({ endpoint, onClose }: { endpoint: Endpoint | null; onClose: () => void }) {
  const words = useWords(webhookWords)
  const shared = useWords(sharedWords)
  // The button outside the form is its own, so that Enter in a field saves.
  const id = useId()
  const create = useAct('webhooks.create')
  const update = useAct('webhooks.update')
  const portals = useApi('portals.list', {})
  const title = endpoint ? words.editOf(endpoint.name) : words.add
  if (create.data) return <SecretOnce title={title} secret={create.data.secret} onClose={onClose} />
  const save = ({ portal, ...body }: Values) => {
    if (endpoint === null) create.mutate({ body: { ...body, portal: portal === '' ? null : portal } })
    else {
      const request = { params: { webhook: endpoint.id }, body, ifMatch: endpoint.version }
      update.mutate(request, { onSuccess: onClose })
    }
  }
  const required = [{ required: true, whitespace: true, message: words.required }]
  return (
    <Modal
      open
      title={title}
      okText={shared.save}
      cancelText={shared.cancel}
      okButtonProps={{ htmlType: 'submit', form: id, loading: create.isPending || update.isPending }}
      onCancel={onClose}
    >
      <Form<Values>
        id={id}
        layout="vertical"
        requiredMark={false}
        initialValues={
          endpoint
            ? { ...endpoint, portal: endpoint.portal ?? '' }
            : { events: ['submission.decided', 'incident.opened'], portal: '' }
        }
        onFinish={save}
      >
        <Form.Item name="name" label={words.name} rules={required}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="url" label={words.url} extra={words.urlHint} rules={required}>
          <Input inputMode="url" maxLength={2000} placeholder="https://" />
        </Form.Item>
        <Form.Item
          name="events"
          label={words.events}
          rules={[{ type: 'array', min: 1, message: words.required }]}
        >
          <Checkbox.Group
            role="group"
            aria-label={words.events}
            options={events.map(value => ({ value, label: words.event[value] }))}
          />
        </Form.Item>
        {endpoint === null && (
          <Form.Item name="portal" label={words.portal}>
            <Select
              options={[
                { value: '', label: words.everyItem },
                ...(portals.data?.items ?? []).map(({ id, name }) => ({
                  value: id,
                  label: words.itemsOf(name),
                })),
              ]}
            />
          </Form.Item>
        )}
      </Form>
      <Failure error={create.error ?? update.error} />
    </Modal>
  )
}
