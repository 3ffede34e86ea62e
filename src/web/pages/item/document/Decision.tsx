/** The decision on a finding: as it was made, or to be made by who may. */
import { Button } from 'antd'
import { useState } from 'react'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { Submission } from '../../../../server/api/submissions.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { useTerms } from '../../../language/terms.ts'
import { dateTime } from '../../../language/when.ts'
import { EvidenceFiles } from '../../../shared/EvidenceFiles.tsx'
import { DecisionForm } from './DecisionForm.tsx'
import { documentWords } from './words.ts'

interface Props {
  readonly submission: Submission
  readonly finding: FindingView
  readonly onDecided: () => void
  readonly areShortcutsOn: boolean
}

export function Decision(props: Props) {
  const { submission, finding, onDecided } = props
  const words = useWords(documentWords)
  const terms = useTerms()
  const { language } = useLanguage()
  const [isChanging, setChanging] = useState(false)
  const { decision } = finding
  if (decision && !isChanging) {
    return (
      <div className="decision">
        <div>
          {words.decision} <strong>{terms.decision[decision.kind]}</strong>
        </div>
        <div className="history-reason">{decision.reason}</div>
        {decision.evidence.length > 0 && <EvidenceFiles submission={submission.id} ids={decision.evidence} />}
        <div className="quiet">
          {decision.by.name} · {dateTime(decision.at, language)}
        </div>
        {submission.canDecide && (
          <Button size="small" onClick={() => setChanging(true)}>
            {words.redecide}
          </Button>
        )}
      </div>
    )
  }
  if (!submission.canDecide) return null
  const done = () => {
    setChanging(false)
    onDecided()
  }
  return <DecisionForm {...props} key={finding.version} onDecided={done} />
}
