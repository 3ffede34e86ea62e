import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useApi } from '../../../api/queries.ts'
import { hasRole, useMe } from '../../../app/session.ts'
import { useWords } from '../../../language/language.tsx'
import { Loaded } from '../../../shared/Loaded.tsx'
import { Nothing } from '../../../shared/Nothing.tsx'
import { PageTitle } from '../../../shared/PageTitle.tsx'
import { DeliveryLog } from './DeliveryLog.tsx'
import { EndpointDialog } from './EndpointDialog.tsx'
import { EndpointPanel } from './EndpointPanel.tsx'
import { webhookWords } from './words.ts'
import '../administration.css'

export function Page() {
  const words = useWords(webhookWords)
  const mayChange = hasRole(useMe(), 'administrator')
  const query = useApi('webhooks.list', {}, { refetchInterval: () => 5000 })
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <PageTitle title={words.title}>
        {mayChange && (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )}
      </PageTitle>
      <p className="quiet">{words.hint}</p>
      <div className="stack">
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="panel">
                <Nothing text={words.none} />
              </div>
            ) : (
              items.map(each => <EndpointPanel key={each.id} endpoint={each} mayChange={mayChange} />)
            )
          }
        </Loaded>
        <DeliveryLog endpoints={query.data?.items ?? []} mayChange={mayChange} />
      </div>
      {isAdding && <EndpointDialog endpoint={null} onClose={() => setAdding(false)} />}
    </>
  )
}
