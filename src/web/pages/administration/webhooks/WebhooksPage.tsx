import { useApi } from '../../../api/queries.ts'
import { hasRole, useMe } from '../../../app/session.ts'
import { useWords } from '../../../language/language.tsx'
import { ListPage } from '../../../shared/ListPage.tsx'
import { DeliveryLog } from './DeliveryLog.tsx'
import { EndpointDialog } from './EndpointDialog.tsx'
import { EndpointPanel } from './EndpointPanel.tsx'
import { webhookWords } from './words.ts'
import '../administration.css'

export function Page() {
  const words = useWords(webhookWords)
  const mayChange = hasRole(useMe(), 'administrator')
  const query = useApi('webhooks.list', {}, { refetchInterval: () => 5000 })
  return (
    <ListPage
      words={words}
      query={query}
      mayChange={mayChange}
      show={endpoint => <EndpointPanel key={endpoint.id} endpoint={endpoint} mayChange={mayChange} />}
      addDialog={onClose => <EndpointDialog endpoint={null} onClose={onClose} />}
    >
      <DeliveryLog endpoints={query.data?.items ?? []} mayChange={mayChange} />
    </ListPage>
  )
}
