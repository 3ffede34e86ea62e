/** Asks for the reason that goes into the ledger with an act. */
import { Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWords } from '../language/language.tsx'
import { Failure } from './Failure.tsx'
import { sharedWords } from './words.ts'

interface Props {
  readonly title: string
  readonly isDangerous?: boolean
  readonly children?: ReactNode
  /** Closes the dialogue when it succeeds; shows why when it fails. */
  readonly onConfirm: (reason: string) => Promise<unknown>
  readonly onClose: () => void
}

export function ReasonDialog({ title, isDangerous, children, onConfirm, onClose }: Props) {
  const words = useWords(sharedWords)
  const [form] = Form.useForm<{ reason: string }>()
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const confirm = async ({ reason }: { reason: string }) => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm(reason.trim())
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      okText={words.confirm}
      cancelText={words.cancel}
      okButtonProps={{ danger: isDangerous ?? false, loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {children}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={values => void confirm(values)}>
        <Form.Item
          name="reason"
          label={words.reason}
          extra={words.reasonHint}
          rules={[{ required: true, whitespace: true, min: 2, message: words.reasonNeeded }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={1000} showCount />
        </Form.Item>
      </Form>
      <Failure error={error} />
    </Modal>
  )
}
