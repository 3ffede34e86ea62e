/** Makes a key, and shows its secret once. */
import { Button, InputNumber, Modal } from 'antd'
import { useId, useState } from 'react'
import { useAct } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { SecretField } from '../../../shared/SecretField.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { portalWords } from './words.ts'

const daysByDefault = 365

export function KeyDialog({ portal, onClose }: { portal: string; onClose: () => void }) {
  const words = useWords(portalWords)
  const shared = useWords(sharedWords)
  const id = useId()
  const make = useAct('portals.add-key')
  const [days, setDays] = useState<number | null>(daysByDefault)
  const footer = make.data ? (
    <Button type="primary" onClick={onClose}>
      {words.done}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{shared.cancel}</Button>
      <Button
        type="primary"
        loading={make.isPending}
        onClick={() => make.mutate({ params: { portal }, body: { days } })}
      >
        {words.addKey}
      </Button>
    </>
  )
  return (
    <Modal open title={words.addKey} closable={false} mask={{ closable: false }} footer={footer}>
      {make.data ? (
        <>
          <p>{words.secretHint}</p>
          <SecretField label={words.secret} value={make.data.secret} />
        </>
      ) : (
        <p>
          <label htmlFor={id}>{words.days}</label>
          <br />
          <InputNumber id={id} min={1} max={3650} precision={0} value={days} onChange={setDays} />
        </p>
      )}
      <Failure error={make.error} />
    </Modal>
  )
}
