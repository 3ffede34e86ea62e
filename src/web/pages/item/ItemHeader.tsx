import { Alert } from 'antd'
import { Link } from 'react-router'
import type { Submission } from '../../../server/api/submissions.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useWords } from '../../language/language.tsx'
import { Age } from '../../shared/Age.tsx'
import { DownloadButton } from '../../shared/DownloadButton.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { StateTag } from '../../shared/StateTag.tsx'
import { saveFile } from '../../shared/save-file.ts'
import { Verdict } from '../../shared/Verdict.tsx'
import { sharedWords } from '../../shared/words.ts'
import { ItemActions } from './ItemActions.tsx'
import { itemWords } from './words.ts'

export function ItemHeader({ submission }: { submission: Submission }) {
  const words = useWords(itemWords)
  const { id, title, state, verdict, submitter, revision, updated, incident } = submission
  return (
    <header>
      <PageTitle title={title}>
        <DownloadButton save={() => saveFile('submissions.sheet', { params: { submission: id } })}>
          {words.reviewForm}
        </DownloadButton>
        <ItemActions submission={submission} />
      </PageTitle>
      <div className="row item-line">
        <StateTag state={state} />
        <Verdict verdict={verdict} />
        <span className="quiet">
          {words.submitter} {submitter.name}
        </span>
        <span className="quiet">
          {words.version} {revision}
        </span>
        <span className="quiet">
          {words.updated} <Age instant={updated} />
        </span>
        {revision > 1 && <Link to={`/items/${id}/versions`}>{words.versions}</Link>}
        {incident && <Link to={`/incidents/${incident}`}>{words.toIncident}</Link>}
      </div>
      <Advice submission={submission} />
    </header>
  )
}

/** What the reader should know or do next. */
function Advice({ submission }: { submission: Submission }) {
  const words = useWords(itemWords)
  const shared = useWords(sharedWords)
  const me = useMe()
  const { state, verdict, possible, lastReason, submitter, undecided, canDecide } = submission
  const isOwn = submitter.id === me.id
  return (
    <div className="stack">
      {lastReason && ['returned', 'incident', 'revoked', 'withdrawn', 'draft'].includes(state) && (
        <Alert type="warning" showIcon title={shared.pair(words.lastReason, lastReason)} />
      )}
      {state === 'screened' && possible.includes('send') && (
        <Alert
          type={verdict === 'error' ? 'error' : verdict === 'block' ? 'warning' : 'info'}
          showIcon
          title={verdict === 'error' ? words.errorHint : words.screenedHint}
        />
      )}
      {isOwn && ['review', 'approval'].includes(state) && hasRole(me, 'reviewer', 'approver') && (
        <Alert type="info" showIcon title={words.ownItem} />
      )}
      {canDecide && undecided > 0 && <Alert type="info" showIcon title={words.decideHint(undecided)} />}
    </div>
  )
}
