/** What an administrator may do with a site. */
import { App, Button } from 'antd'
import { useState } from 'react'
import type { Site } from '../../../server/api/sites.ts'
import { useAct } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { useFailureText } from '../../shared/Failure.tsx'
import { SiteDialog } from './SiteDialog.tsx'
import { rescanWords } from './words.ts'

export function SiteActions({ site }: { site: Site }) {
  const words = useWords(rescanWords)
  const { message, modal } = App.useApp()
  const text = useFailureText()
  const start = useAct('sites.start')
  const pause = useAct('sites.pause')
  const resume = useAct('sites.resume')
  const cancel = useAct('sites.cancel')
  const update = useAct('sites.update')
  const remove = useAct('sites.delete')
  const [isEditing, setEditing] = useState(false)
  const params = { site: site.id }
  const onError = (error: unknown) => void message.error(text(error))
  const state = site.last?.state
  const isOpen = state === 'running' || state === 'paused'
  const confirm = (title: string, content: string, act: () => Promise<unknown>) =>
    modal.confirm({ title, content, okButtonProps: { danger: true }, onOk: () => act().catch(onError) })
  const button = (label: string, name: string, onClick: () => void, isDanger = false) => (
    <Button size="small" aria-label={name} danger={isDanger} onClick={onClick}>
      {label}
    </Button>
  )
  const begin = (full: boolean) => start.mutate({ params, body: { full } }, { onError })
  const toggle = () =>
    update.mutate({ params, body: { active: !site.active }, ifMatch: site.version }, { onError })
  return (
    <div className="row">
      {!isOpen && site.active && (
        <>
          {button(words.start, words.startOf(site.name), () => begin(false))}
          {button(words.full, words.fullOf(site.name), () => begin(true))}
        </>
      )}
      {state === 'running' &&
        button(words.pause, words.pauseOf(site.name), () => pause.mutate({ params }, { onError }))}
      {state === 'paused' &&
        button(words.resume, words.resumeOf(site.name), () => resume.mutate({ params }, { onError }))}
      {isOpen &&
        button(
          words.cancel,
          words.cancelOf(site.name),
          () => confirm(words.cancelOf(site.name), words.cancelHint, () => cancel.mutateAsync({ params })),
          true,
        )}
      {button(words.edit, words.editOf(site.name), () => setEditing(true))}
      <Button size="small" loading={update.isPending} onClick={toggle}>
        {site.active ? words.disable : words.enable}
      </Button>
      {!isOpen &&
        button(
          words.remove,
          words.removeOf(site.name),
          () => confirm(words.removeOf(site.name), words.removeHint, () => remove.mutateAsync({ params })),
          true,
        )}
      {isEditing && <SiteDialog site={site} onClose={() => setEditing(false)} />}
    </div>
  )
}
