/** One portal and its keys. */

import { App, Button } from 'antd'
import { useState } from 'react'
import type { Portal } from '../../../../server/api/portals.ts'
import { useAct, useApi } from '../../../api/queries.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { dateTime } from '../../../language/when.ts'
import { Age } from '../../../shared/Age.tsx'
import { Failure, useFailureText } from '../../../shared/Failure.tsx'
import { Label } from '../../../shared/Label.tsx'
import { GateDialog } from './GateDialog.tsx'
import { KeyDialog } from './KeyDialog.tsx'
import { portalWords } from './words.ts'

export function PortalPanel({ portal, mayChange }: { portal: Portal; mayChange: boolean }) {
  const words = useWords(portalWords)
  const update = useAct('portals.update')
  const departments = useApi('departments.list', {})
  const [isAddingKey, setAddingKey] = useState(false)
  const [isSettingGate, setSettingGate] = useState(false)
  const department = departments.data?.items.find(each => each.id === portal.department)
  const toggle = () =>
    update.mutate({
      params: { portal: portal.id },
      body: { active: !portal.active },
      ifMatch: portal.version,
    })
  return (
    <section className="panel" aria-label={portal.name}>
      <div className="row">
        <h2>{portal.name}</h2>
        <Label tone={portal.active ? 'green' : 'plain'}>
          {portal.active ? words.active : words.inactive}
        </Label>
        <span className="quiet">{department?.name}</span>
        <Label tone="plain">{words[portal.policy]}</Label>
        <span className="shell-space" />
        {mayChange && (
          <>
            <Button loading={update.isPending} onClick={toggle}>
              {portal.active ? words.disable : words.enable}
            </Button>
            <Button aria-label={words.gateOf(portal.name)} onClick={() => setSettingGate(true)}>
              {words.gate}
            </Button>
            <Button type="primary" ghost onClick={() => setAddingKey(true)}>
              {words.addKey}
            </Button>
          </>
        )}
      </div>
      <Failure error={update.error} />
      <ul className="plain-list" aria-label={words.keys}>
        {portal.keys.length === 0 && <li className="quiet">{words.noKeys}</li>}
        {portal.keys.map(key => (
          <KeyLine key={key.id} portal={portal.id} apiKey={key} mayChange={mayChange} />
        ))}
      </ul>
      {isSettingGate && <GateDialog portal={portal} onClose={() => setSettingGate(false)} />}
      {isAddingKey && <KeyDialog portal={portal.id} onClose={() => setAddingKey(false)} />}
    </section>
  )
}

interface KeyProps {
  readonly portal: string
  readonly apiKey: Portal['keys'][number]
  readonly mayChange: boolean
}

function KeyLine({ portal, apiKey, mayChange }: KeyProps) {
  const words = useWords(portalWords)
  const { language } = useLanguage()
  const { modal, message } = App.useApp()
  const text = useFailureText()
  const revoke = useAct('portals.revoke-key')
  const { id, prefix, scopes, expires, revoked, lastUsed } = apiKey
  const [isRotating, setRotating] = useState(false)
  const isExpired = expires !== null && Date.parse(expires) < Date.now()
  const state = revoked ? 'revoked' : isExpired ? 'expired' : 'valid'
  const ask = () =>
    modal.confirm({
      title: words.revokeOf(prefix),
      content: words.revokeHint,
      okButtonProps: { danger: true },
      onOk: () =>
        revoke.mutateAsync({ params: { portal, key: id } }).catch(error => void message.error(text(error))),
    })
  return (
    <li className="row department">
      <code>{prefix}…</code>
      <Label tone={state === 'valid' ? 'green' : 'plain'}>{words[state]}</Label>
      <span className="quiet">
        {scopes.map(scope => words[scope === 'gate' ? 'ask' : scope]).join(' · ')}
      </span>
      <span className="quiet">
        {words.until} {expires ? dateTime(expires, language) : words.forever}
      </span>
      <span className="quiet">
        {lastUsed ? (
          <>
            {words.lastUsed} <Age instant={lastUsed} />
          </>
        ) : (
          words.never
        )}
      </span>
      <span className="shell-space" />
      {mayChange && state === 'valid' && (
        <Button size="small" aria-label={words.rotateOf(prefix)} onClick={() => setRotating(true)}>
          {words.rotate}
        </Button>
      )}
      {isRotating && <KeyDialog portal={portal} rotated={apiKey} onClose={() => setRotating(false)} />}
      {mayChange && state === 'valid' && (
        <Button size="small" danger aria-label={words.revokeOf(prefix)} onClick={ask}>
          {words.revoke}
        </Button>
      )}
    </li>
  )
}
