import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useWords } from '../../language/language.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { SiteDialog } from './SiteDialog.tsx'
import { SitePanel } from './SitePanel.tsx'
import { WorkersPanel } from './WorkersPanel.tsx'
import { rescanWords } from './words.ts'
import './rescans.css'

export function Page() {
  const words = useWords(rescanWords)
  const mayChange = hasRole(useMe(), 'administrator')
  const query = useApi('sites.list', {}, { refetchInterval: () => 2500 })
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
              items.map(each => <SitePanel key={each.id} site={each} mayChange={mayChange} />)
            )
          }
        </Loaded>
        <WorkersPanel />
      </div>
      {isAdding && <SiteDialog site={null} onClose={() => setAdding(false)} />}
    </>
  )
}
