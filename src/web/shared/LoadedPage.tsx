/** The same for what a whole page is about: without it there is still a page, with a heading and a way on. */
import type { UseQueryResult } from '@tanstack/react-query'
import { Result } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { RequestError } from '../api/request-error.ts'
import { useWords } from '../language/language.tsx'
import { Failure, useFailureText } from './Failure.tsx'
import { Loaded } from './Loaded.tsx'
import { PageTitle } from './PageTitle.tsx'
import { sharedWords } from './words.ts'

export function LoadedPage<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
}) {
  const words = useWords(sharedWords)
  const text = useFailureText()
  const { data, error } = query
  if (data !== undefined || !error) return <Loaded query={query}>{children}</Loaded>
  if (error instanceof RequestError && error.code === 'not-found') {
    return <Result status="404" title={<h1>{text(error)}</h1>} extra={<Link to="/">{words.home}</Link>} />
  }
  return (
    <>
      <PageTitle title={words.notShown} />
      <Failure error={error} onRetry={() => void query.refetch()} />
    </>
  )
}
