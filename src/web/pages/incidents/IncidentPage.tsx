/** One incident: what is known, the checklist, and the sheet to print. */

import { PrinterOutlined } from '@ant-design/icons'
import { App, Button, Descriptions } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Incident } from '../../../server/api/incidents.ts'
import { useAct, useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { DownloadButton } from '../../shared/DownloadButton.tsx'
import { Label } from '../../shared/Label.tsx'
import { LoadedPage } from '../../shared/LoadedPage.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { ReasonDialog } from '../../shared/ReasonDialog.tsx'
import { saveFile } from '../../shared/save-file.ts'
import { sharedWords } from '../../shared/words.ts'
import { itemWords } from '../item/words.ts'
import { Checklist } from './Checklist.tsx'
import { Due } from './Due.tsx'
import { incidentWords } from './words.ts'
import './incidents.css'

export function Page() {
  const { incident = '' } = useParams()
  const query = useApi('incidents.read', { params: { incident } })
  return <LoadedPage query={query}>{found => <Body incident={found} />}</LoadedPage>
}

function Body({ incident }: { incident: Incident }) {
  const words = useWords(incidentWords)
  const shared = useWords(sharedWords)
  const { language } = useLanguage()
  return (
    <div className="stack">
      <PageTitle title={shared.pair(words.one, incident.title)}>
        <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => print()}>
          {words.print}
        </Button>
        <DownloadButton save={() => saveFile('incidents.sheet', { params: { incident: incident.id } })}>
          {words.sheet}
        </DownloadButton>
        <Endings incident={incident} />
      </PageTitle>
      <Due incident={incident} />
      <section className="panel" aria-label={words.one}>
        <Descriptions
          size="small"
          column={{ xs: 1, md: 2 }}
          items={[
            {
              key: 'state',
              label: words.state,
              children: (
                <Label tone={incident.state === 'open' ? 'red' : 'plain'}>{words[incident.state]}</Label>
              ),
            },
            { key: 'content', label: words.content, children: words[incident.content] },
            { key: 'opened', label: words.opened, children: dateTime(incident.opened, language) },
            { key: 'by', label: words.openedBy, children: incident.openedBy.name },
            { key: 'due', label: words.due, children: dateTime(incident.due, language) },
            {
              key: 'item',
              label: words.item,
              children: <Link to={`/items/${incident.submission}`}>{words.toItem}</Link>,
            },
            { key: 'reason', label: words.reason, children: incident.reason },
          ]}
        />
      </section>
      <Checklist incident={incident} />
    </div>
  )
}

function Endings({ incident }: { incident: Incident }) {
  const words = useWords(incidentWords)
  const item = useWords(itemWords)
  const me = useMe()
  const { message } = App.useApp()
  const purge = useAct('incidents.purge')
  const close = useAct('incidents.close')
  const [asking, setAsking] = useState<'purge' | 'close' | null>(null)
  const isComplete = incident.checklist.every(({ done }) => done !== null)
  const confirm = async (reason: string) => {
    const request = { params: { incident: incident.id }, body: { reason, version: incident.version } }
    await (asking === 'purge' ? purge : close).mutateAsync(request)
    message.success(item.done)
  }
  return (
    <>
      {hasRole(me, 'approver') && incident.content === 'sealed' && (
        <Button danger onClick={() => setAsking('purge')}>
          {words.purge}
        </Button>
      )}
      {hasRole(me, 'reviewer', 'approver') && incident.state === 'open' && (
        <Button type="primary" disabled={!isComplete} onClick={() => setAsking('close')}>
          {words.close}
        </Button>
      )}
      {asking && (
        <ReasonDialog
          title={words[asking]}
          isDangerous={asking === 'purge'}
          onClose={() => setAsking(null)}
          onConfirm={confirm}
        >
          <p>{asking === 'purge' ? words.purgeHint : words.closeHint}</p>
        </ReasonDialog>
      )}
    </>
  )
}
