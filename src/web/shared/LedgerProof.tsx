/** Walks the chain of the ledger, when asked, and says what came of it. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { call } from '../api/client.ts'
import { useWords } from '../language/language.tsx'
import { administrationWords } from '../pages/administration/words.ts'
import { Failure } from './Failure.tsx'

export function LedgerProof() {
  const words = useWords(administrationWords)
  const query = useQuery({
    queryKey: ['ledger.verify'],
    queryFn: ({ signal }) => call('ledger.verify', {}, signal),
    enabled: false,
    gcTime: 0,
  })
  const { data, error, isFetching, refetch } = query
  const broken = data?.broken
  return (
    <div className="stack" role="status">
      <div>
        <Button loading={isFetching} onClick={() => void refetch()}>
          {words.verify}
        </Button>
      </div>
      <Failure error={error} />
      {data?.intact && (
        <Alert
          type="success"
          showIcon
          title={words.intact(data.entries)}
          description={data.head && <code>{`${data.entries}:${data.head}`}</code>}
        />
      )}
      {broken && (
        <Alert type="error" showIcon title={words.broken(`${broken.seq ?? ''} ${broken.what}`.trim())} />
      )}
    </div>
  )
}
