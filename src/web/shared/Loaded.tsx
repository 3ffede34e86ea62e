/** Waits for an answer, shows why there is none, or shows what was answered. */
import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { Failure } from './Failure.tsx'
import { sharedWords } from './words.ts'

export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
}) {
  const words = useWords(sharedWords)
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div role="status" aria-label={words.loading}>
      <Skeleton active paragraph={{ rows: 4 }} />
    </div>
  )
}
