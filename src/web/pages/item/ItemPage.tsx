/** One submission: as a draft, while it is screened, or as a document with findings to judge. */
import { Navigate, useParams } from 'react-router'
import type { Submission } from '../../../server/api/submissions.ts'
import { useApi } from '../../api/queries.ts'
import { LoadedPage } from '../../shared/LoadedPage.tsx'
import { DraftEditor } from '../submit/DraftEditor.tsx'
import { DocumentView } from './document/DocumentView.tsx'
import { FormFacts } from './FormFacts.tsx'
import { History } from './History.tsx'
import { ItemHeader } from './ItemHeader.tsx'
import { ScreeningProgress } from './ScreeningProgress.tsx'
import { Ticket } from './Ticket.tsx'
import './item.css'

/** Events bring progress; asking now and then is the second string. */
const pollMilliseconds = 4000

export function Page() {
  const { submission } = useParams()
  if (submission === undefined) return <Navigate to="/" replace />
  return <Item key={submission} id={submission} />
}

function Item({ id }: { id: string }) {
  const query = useApi(
    'submissions.read',
    { params: { submission: id } },
    { refetchInterval: ({ state }) => (state.data?.state === 'screening' ? pollMilliseconds : false) },
  )
  return <LoadedPage query={query}>{submission => <Body submission={submission} />}</LoadedPage>
}

function Body({ submission }: { submission: Submission }) {
  const { state, canEdit, revision, id } = submission
  return (
    <div className="stack">
      <ItemHeader submission={submission} />
      {canEdit && <DraftEditor key={`${id} ${revision}`} submission={submission} />}
      {state === 'screening' && <ScreeningProgress submission={submission} />}
      {submission.ticket && <Ticket ticket={submission.ticket} />}
      {!canEdit && state !== 'screening' && <DocumentView submission={submission} />}
      <div className="item-facts">
        {!canEdit && <FormFacts submission={submission} />}
        <History submission={id} version={submission.version} />
      </div>
    </div>
  )
}
