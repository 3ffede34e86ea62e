/** A page that lists things which whoever may change them can add to. */
import { PlusOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Loaded } from './Loaded.tsx'
import { Nothing } from './Nothing.tsx'
import { PageTitle } from './PageTitle.tsx'

interface Props<T> {
  readonly words: {
    readonly title: string
    readonly hint: string
    readonly add: string
    readonly none: string
  }
  readonly query: UseQueryResult<{ readonly items: readonly T[] }>
  readonly mayChange: boolean
  readonly show: (item: T) => ReactNode
  readonly addDialog: (onClose: () => void) => ReactNode
  /** Stands below the list. */
  readonly children?: ReactNode
}

export function ListPage<T>({ words, query, mayChange, show, addDialog, children }: Props<T>) {
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
              items.map(show)
            )
          }
        </Loaded>
        {children}
      </div>
      {isAdding && addDialog(() => setAdding(false))}
    </>
  )
}
