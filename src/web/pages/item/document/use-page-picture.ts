/** The picture of a page as something an `img` can show, with the page's size in the units of the boxes. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { download } from '../../../api/client.ts'

export interface PageRequest {
  readonly submission: string
  readonly file: string
  readonly page: number
  readonly isRevealed: boolean
}

export function usePagePicture({ submission, file, page, isRevealed }: PageRequest) {
  const query = useQuery({
    queryKey: ['files.page', submission, file, page, isRevealed],
    staleTime: Number.POSITIVE_INFINITY,
    // Unmasked pages do not stay in memory once nobody looks at them.
    gcTime: isRevealed ? 0 : 120_000,
    queryFn: async ({ signal }) => {
      const query = isRevealed ? { revealed: 'true' } : {}
      const { blob, headers } = await download(
        'files.page',
        { params: { submission, file, page }, query },
        signal,
      )
      return {
        blob,
        width: Number(headers.get('x-page-width')),
        height: Number(headers.get('x-page-height')),
      }
    },
  })
  const blob = query.data?.blob
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!blob) return setUrl(null)
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  return { query, url }
}
