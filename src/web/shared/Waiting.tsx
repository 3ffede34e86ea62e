/** Something is on its way. */
import { Skeleton } from 'antd'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'

export function Waiting() {
  const words = useWords(sharedWords)
  return (
    <div role="status" aria-label={words.loading}>
      <Skeleton active paragraph={{ rows: 4 }} />
    </div>
  )
}
