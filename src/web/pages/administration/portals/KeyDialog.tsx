/** Makes a key, and shows its secret once. */
import { Button, Checkbox, InputNumber, Modal } from 'antd'
import { useId, useState } from 'react'
import { type KeyScope, keyScopes } from '../../../../review/key-scope.ts'
import type { Portal } from '../../../../server/api/portals.ts'
import { useAct } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { SecretField } from '../../../shared/SecretField.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { portalWords } from './words.ts'

const daysByDefault = 365

interface Props {
  readonly portal: string
  /** The key whose place the new one takes. */
  readonly rotated?: Portal['keys'][number]
  readonly onClose: () => void
}

export function KeyDialog({ portal, rotated, onClose }: Props) {
  const words = useWords(portalWords)
  const shared = useWords(sharedWords)
  const id = useId()
  const add = useAct('portals.add-key')
  const rotate = useAct('portals.rotate-key')
  const make = rotated ? rotate : add
  const [scopes, setScopes] = useState<KeyScope[]>([...keyScopes])
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
        disabled={scopes.length === 0}
        onClick={() =>
          rotated
            ? rotate.mutate({ params: { portal, key: rotated.id }, body: { days } })
            : add.mutate({ params: { portal }, body: { days, scopes } })
        }
      >
        {rotated ? words.rotate : words.addKey}
      </Button>
    </>
  )
  return (
    <Modal
      open
      title={rotated ? words.rotateOf(rotated.prefix) : words.addKey}
      closable={false}
      mask={{ closable: false }}
      footer={footer}
    >
      {make.data ? (
        <>
          <p>{words.secretHint}</p>
          <SecretField label={words.secret} value={make.data.secret} />
        </>
      ) : (
        <>
          {rotated ? (
            <p>{words.rotateHint}</p>
          ) : (
            <fieldset className="key-scopes">
              <legend>{words.scopes}</legend>
              <Checkbox.Group
                aria-label={words.scopes}
                value={scopes}
                onChange={setScopes}
                options={keyScopes.map(value => ({ value, label: words[value === 'gate' ? 'ask' : value] }))}
              />
            </fieldset>
          )}
          <p>
            <label htmlFor={id}>{words.days}</label>
            <br />
            <InputNumber id={id} min={1} max={3650} precision={0} value={days} onChange={setDays} />
          </p>
        </>
      )}
      <Failure error={make.error} />
    </Modal>
  )
}
