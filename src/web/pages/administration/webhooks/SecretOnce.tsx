import { Button, Modal } from 'antd'
import { useWords } from '../../../language/language.tsx'
import { SecretField } from '../../../shared/SecretField.tsx'
import { webhookWords } from './words.ts'

interface Props {
  readonly title: string
  readonly secret: string
  readonly onClose: () => void
}

/** The only time that a secret is shown: it is not closed by accident. */
export function SecretOnce({ title, secret, onClose }: Props) {
  const words = useWords(webhookWords)
  const footer = (
    <Button type="primary" onClick={onClose}>
      {words.done}
    </Button>
  )
  return (
    <Modal open title={title} closable={false} keyboard={false} mask={{ closable: false }} footer={footer}>
      <p>{words.secretHint}</p>
      <SecretField label={words.secret} value={secret} />
    </Modal>
  )
}
