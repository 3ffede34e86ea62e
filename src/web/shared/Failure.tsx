/** What went wrong, in the words of the problem document, and what can be done about it. */
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { refresh } from '../api/queries.ts'
import { RequestError } from '../api/request-error.ts'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'

export function useFailureText() {
  const words = useWords(sharedWords)
  return (error: unknown): string => {
    if (!(error instanceof RequestError)) return words.strange
    if (error.document) return error.document.detail
    if (error.code === 'broken-off') return words.brokenOff
    return error.code === 'offline' ? words.offline : words.strange
  }
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const words = useWords(sharedWords)
  const text = useFailureText()
  const client = useQueryClient()
  if (!error) return null
  const isStale = error instanceof RequestError && error.isStale
  const again = onRetry ?? (isStale ? () => void refresh(client) : undefined)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={text(error)}
      action={
        again && (
          <Button size="small" onClick={again}>
            {isStale ? words.reload : words.retry}
          </Button>
        )
      }
    />
  )
}
