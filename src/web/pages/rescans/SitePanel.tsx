/** One site: its source and schedule, its last run, and what an administrator may do with it. */
import { Alert } from 'antd'
import { useState } from 'react'
import type { Site } from '../../../server/api/sites.ts'
import { useApi } from '../../api/queries.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { Label, type Tone } from '../../shared/Label.tsx'
import { ReportButtons } from './ReportButtons.tsx'
import { RunFacts } from './RunFacts.tsx'
import { SiteActions } from './SiteActions.tsx'
import { Unscreened } from './Unscreened.tsx'
import { rescanWords } from './words.ts'

const tones: Readonly<Record<NonNullable<Site['last']>['state'], Tone>> = {
  running: 'blue',
  paused: 'orange',
  done: 'green',
  interrupted: 'plain',
  cancelled: 'plain',
}

export function SitePanel({ site, mayChange }: { site: Site; mayChange: boolean }) {
  const words = useWords(rescanWords)
  const { language } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { last } = site
  const departments = useApi('departments.list', {}, { enabled: site.department !== null })
  const department = departments.data?.items.find(({ id }) => id === site.department)
  return (
    <section className="panel stack" aria-label={site.name} id={site.id}>
      <div className="row">
        <h2>{site.name}</h2>
        {!site.active && <Label>{words.inactive}</Label>}
        {last ? (
          <Label tone={tones[last.state]}>{words.states[last.state]}</Label>
        ) : (
          <Label>{words.never}</Label>
        )}
        <span className="shell-space" />
        {mayChange && <SiteActions site={site} />}
      </div>
      <div className="row">
        <code className="rescan-source">{site.source}</code>
        {department && <span className="quiet">{department.name}</span>}
        {site.schedule && (
          <span className="quiet">
            <code>{site.schedule.cron}</code> {site.schedule.timeZone}
            {site.nextRun && ` ${words.next(dateTime(site.nextRun, language))}`}
          </span>
        )}
      </div>
      {last?.problem && <Alert type="error" showIcon role="alert" title={last.problem} />}
      {last && (
        <RunFacts
          run={last}
          siteName={site.name}
          unscreened={site.unscreened}
          onUnscreened={() => setOpen(!isOpen)}
          isOpen={isOpen}
        />
      )}
      {last?.state === 'done' && <ReportButtons site={site.id} run={last.id} siteName={site.name} />}
      {isOpen && (
        <Unscreened
          key={`${last?.id} ${last?.state}`}
          siteId={site.id}
          isDone={last?.state === 'done'}
          total={site.unscreened}
        />
      )}
    </section>
  )
}
