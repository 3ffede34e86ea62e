/** How long there is to report; loud when it is late and the report is not ticked off. */
import type { Incident } from '../../../server/api/incidents.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { ago, dateTime } from '../../language/when.ts'
import { sharedWords } from '../../shared/words.ts'
import { incidentWords } from './words.ts'

export function Due({ incident }: { incident: Incident }) {
  const words = useWords(incidentWords)
  const shared = useWords(sharedWords)
  const { language } = useLanguage()
  const isReported = incident.checklist.some(({ step, done }) => step === 'report' && done !== null)
  if (isReported || incident.state === 'closed') return null
  const isLate = Date.parse(incident.due) < Date.now()
  return (
    <strong className="incident-due">
      {shared.pair(isLate ? words.overdue : words.due, dateTime(incident.due, language))}
      {words.inBrackets(ago(incident.due, language))}
    </strong>
  )
}
