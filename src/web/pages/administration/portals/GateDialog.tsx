/** How a portal is judged at the gate, and within which limits. */
import { Form, Input, InputNumber, Modal, Select } from 'antd'
import type { Portal } from '../../../../server/api/portals.ts'
import { useAct } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { portalWords } from './words.ts'

type Fields = Pick<Portal, 'policy' | 'failOn' | 'ratePerMinute' | 'requestMegabytes'> & {
  readonly column?: string
  readonly opinion?: string
}

export function GateDialog({ portal, onClose }: { portal: Portal; onClose: () => void }) {
  const words = useWords(portalWords)
  const shared = useWords(sharedWords)
  const update = useAct('portals.update')
  const [form] = Form.useForm<Fields>()
  const save = ({ column, opinion, ...fields }: Fields) => {
    const { column: _column, opinion: _opinion, ...others } = portal.form
    const defaults = { ...others, ...(column ? { column } : {}), ...(opinion ? { opinion } : {}) }
    update.mutate(
      { params: { portal: portal.id }, body: { ...fields, form: defaults }, ifMatch: portal.version },
      { onSuccess: onClose },
    )
  }
  const options = (...values: ('screen' | 'approve' | 'both')[]) =>
    values.map(value => ({ value, label: words[value] }))
  return (
    <Modal
      open
      title={words.gateOf(portal.name)}
      okText={shared.save}
      cancelText={shared.cancel}
      okButtonProps={{ loading: update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...portal, ...portal.form }}
        onFinish={save}
      >
        <Form.Item name="policy" label={words.policy}>
          <Select options={options('screen', 'approve', 'both')} />
        </Form.Item>
        <Form.Item name="failOn" label={words.failOn}>
          <Select
            options={[
              { value: 'review', label: words.onReview },
              { value: 'block', label: words.onBlock },
            ]}
          />
        </Form.Item>
        <Form.Item name="ratePerMinute" label={words.rate}>
          <InputNumber min={1} max={1_000_000} precision={0} />
        </Form.Item>
        <Form.Item
          name="requestMegabytes"
          label={words.megabytes}
          rules={[{ required: true, message: words.required }]}
        >
          <InputNumber min={1} max={2000} precision={0} />
        </Form.Item>
        <Form.Item name="column" label={words.column}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="opinion" label={words.opinion}>
          <Input maxLength={1000} />
        </Form.Item>
      </Form>
      <Failure error={update.error} />
    </Modal>
  )
}
