import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { AnswerOf } from '../../../../server/api/routes.ts'
import { call } from '../../../api/client.ts'
import { hasRole, useMe } from '../../../app/session.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { PageTitle } from '../../../shared/PageTitle.tsx'
import { SearchField } from '../../../shared/SearchField.tsx'
import { Waiting } from '../../../shared/Waiting.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { peopleWords } from './words.ts'

export type MadeLink = { readonly name: string } & AnswerOf<'people.link'>

export function Page() {
  const words = useWords(peopleWords)
  const shared = useWords(sharedWords)
  const mayChange = hasRole(useMe(), 'administrator')
  const [q, setQ] = useState('')
  const [isAdding, setAdding] = useState(false)
  const [link, setLink] = useState<MadeLink | null>(null)
  const query = useInfiniteQuery({
    queryKey: ['people.list', q],
    queryFn: ({ pageParam, signal }) =>
      call('people.list', { query: { q, ...(pageParam ? { cursor: pageParam } : {}) } }, signal),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle title={words.title}>
        {mayChange && (
          <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )}
      </PageTitle>
      <div className="row filters">
        <SearchField label={words.search} value={q} onSearch={setQ} />
      </div>
      <Failure error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.data && (
        <PeopleTable
          people={query.data.pages.flatMap(page => page.items)}
          mayChange={mayChange}
          onLink={setLink}
        />
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {shared.more}
        </Button>
      )}
      {isAdding && <PersonDialog person={null} onClose={() => setAdding(false)} onLink={setLink} />}
      {link && <LinkDialog link={link} onClose={() => setLink(null)} />}
    </>
  )
}
