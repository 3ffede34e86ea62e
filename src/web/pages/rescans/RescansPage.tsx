import { useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useWords } from '../../language/language.tsx'
import { ListPage } from '../../shared/ListPage.tsx'
import { SiteDialog } from './SiteDialog.tsx'
import { SitePanel } from './SitePanel.tsx'
import { WorkersPanel } from './WorkersPanel.tsx'
import { rescanWords } from './words.ts'
import './rescans.css'

export function Page() {
  const words = useWords(rescanWords)
  const me = useMe()
  const mayChange = hasRole(me, 'administrator')
  const query = useApi('sites.list', {}, { refetchInterval: () => 2500 })
  return (
    <ListPage
      words={words}
      query={query}
      mayChange={mayChange}
      show={site => <SitePanel key={site.id} site={site} mayChange={mayChange} />}
      addDialog={onClose => <SiteDialog site={null} onClose={onClose} />}
    >
      {hasRole(me, 'administrator', 'auditor') && <WorkersPanel />}
    </ListPage>
  )
}
