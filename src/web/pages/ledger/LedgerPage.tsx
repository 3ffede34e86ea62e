import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { ledgerActs } from '../../../ledger/act-words.ts'
import { call } from '../../api/client.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { DayRange } from '../../shared/DayRange.tsx'
import { DownloadButton } from '../../shared/DownloadButton.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { LedgerProof } from '../../shared/LedgerProof.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { SearchField } from '../../shared/SearchField.tsx'
import { saveFile } from '../../shared/save-file.ts'
import { useWide } from '../../shared/use-wide.ts'
import { Waiting } from '../../shared/Waiting.tsx'
import { sharedWords } from '../../shared/words.ts'
import { useFilters } from '../items/use-filters.ts'
import { EntryCards } from './EntryCards.tsx'
import { EntryTable } from './EntryTable.tsx'
import { ledgerWords } from './words.ts'

export function Page() {
  const words = useWords(ledgerWords)
  const shared = useWords(sharedWords)
  const { language } = useLanguage()
  const isWide = useWide()
  const isAuditor = hasRole(useMe(), 'auditor')
  const { filters, change } = useFilters(['q', 'act', 'from', 'to', 'submission'])
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''))
  const query = useInfiniteQuery({
    queryKey: ['ledger.list', given],
    queryFn: ({ pageParam, signal }) =>
      call('ledger.list', { query: { ...given, ...(pageParam ? { cursor: pageParam } : {}) } }, signal),
    initialPageParam: '',
    getNextPageParam: last => last.next,
    placeholderData: keepPreviousData,
  })
  const items = query.data?.pages.flatMap(page => page.items) ?? []
  const total = query.data?.pages[0]?.total
  return (
    <>
      <PageTitle title={words.title}>
        <DownloadButton save={() => saveFile('ledger.xlsx', { query: given })}>{words.xlsx}</DownloadButton>
        <DownloadButton save={() => saveFile('ledger.csv', { query: given })}>{words.csv}</DownloadButton>
      </PageTitle>
      <p className="quiet">{words.hint}</p>
      {isAuditor && (
        <section className="panel ledger-proof" aria-label={words.proof}>
          <LedgerProof />
        </section>
      )}
      <search className="row filters">
        <SearchField label={words.search} value={filters.q} onSearch={q => change({ q })} />
        <Select
          className="filter-select"
          aria-label={words.act}
          value={filters.act}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={value => change({ act: value })}
          options={[{ value: '', label: words.anyAct }, ...ledgerActs(language)]}
        />
        <DayRange label={words.day} from={filters.from} to={filters.to} onChange={change} />
      </search>
      <Failure error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && <Waiting />}
      {query.data && (isWide ? <EntryTable entries={items} /> : <EntryCards entries={items} />)}
      <div className="row list-end">
        <span className="quiet" role="status">
          {typeof total === 'number' && shared.shown(items.length, total)}
        </span>
        {query.hasNextPage && (
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {shared.more}
          </Button>
        )}
      </div>
    </>
  )
}
