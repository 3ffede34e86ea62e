/** Makes a new secret while the old one stays valid for some hours. */
import { InputNumber, Modal } from 'antd'
import { useId, useState } from 'react'
import type { Endpoint } from '../../../../server/api/webhooks.ts'
import { useAct } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { SecretOnce } from './SecretOnce.tsx'
import { webhookWords } from './words.ts'

const hoursByDefault = 24

export function RotateDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const words = useWords(webhookWords)
  const shared = useWords(sharedWords)
  const id = useId()
  const rotate = useAct('webhooks.rotate')
  const [hours, setHours] = useState(hoursByDefault)
  const title = words.rotateOf(endpoint.name)
  if (rotate.data) return <SecretOnce title={title} secret={rotate.data.secret} onClose={onClose} />
  const save = () => rotate.mutate({ params: { webhook: endpoint.id }, body: { overlapHours: hours } })
  return (
    <Modal
      open
      title={title}
      okText={words.rotate}
      cancelText={shared.cancel}
      okButtonProps={{ loading: rotate.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <p>
        <label htmlFor={id}>{words.overlap}</label>
        <br />
        <InputNumber
          id={id}
          autoFocus
          min={0}
          max={168}
          precision={0}
          value={hours}
          onChange={value => setHours(value ?? 0)}
        />
      </p>
      <Failure error={rotate.error} />
    </Modal>
  )
}
