import { CheckCircleFilled, ClockCircleOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { checklistWords } from '../../../review/checklist.ts'
import type { Incident } from '../../../server/api/incidents.ts'
import { useAct } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { Failure } from '../../shared/Failure.tsx'
import { incidentWords } from './words.ts'

export function Checklist({ incident }: { incident: Incident }) {
  const words = useWords(incidentWords)
  const me = useMe()
  const check = useAct('incidents.check')
  const mayCheck = hasRole(me, 'reviewer', 'approver') && incident.state === 'open'
  const tick = (step: Incident['checklist'][number]['step'], note: string) =>
    check.mutate({ params: { incident: incident.id }, body: { step, note, version: incident.version } })
  return (
    <section className="panel" aria-labelledby="checklist">
      <h2 id="checklist">{words.checklist}</h2>
      <p className="quiet">{words.checklistHint}</p>
      <Failure error={check.error} />
      <ol className="plain-list checklist">
        {incident.checklist.map(line => (
          <Step
            key={line.step}
            line={line}
            mayCheck={mayCheck}
            isBusy={check.isPending}
            onTick={note => tick(line.step, note)}
          />
        ))}
      </ol>
    </section>
  )
}

interface StepProps {
  readonly line: Incident['checklist'][number]
  readonly mayCheck: boolean
  readonly isBusy: boolean
  readonly onTick: (note: string) => void
}

function Step({ line, mayCheck, isBusy, onTick }: StepProps) {
  const words = useWords(incidentWords)
  const { language } = useLanguage()
  const [note, setNote] = useState('')
  const name = checklistWords[line.step][language]
  if (line.done !== null) {
    return (
      <li>
        <CheckCircleFilled className="checklist-done" aria-hidden="true" />
        <div>
          <strong>{name}</strong>
          <div className="quiet">{words.doneBy(line.by?.name ?? '', dateTime(line.done, language))}</div>
          {line.note && <div>{line.note}</div>}
        </div>
      </li>
    )
  }
  return (
    <li>
      <ClockCircleOutlined aria-hidden="true" />
      <div className="checklist-body">
        <strong>{name}</strong> <span className="quiet">{words.notDone}</span>
        {mayCheck && (
          <div className="row">
            <Input
              className="checklist-note"
              aria-label={`${words.note} ${name}`}
              placeholder={words.note}
              maxLength={1000}
              value={note}
              onChange={event => setNote(event.target.value)}
            />
            <Button aria-label={words.tickStep(name)} loading={isBusy} onClick={() => onTick(note)}>
              {words.tick}
            </Button>
          </div>
        )}
      </div>
    </li>
  )
}
