/** The same key for the same request until it has succeeded: what got lost on the way is not done twice. */
import { useRef } from 'react'
import { newKey } from './client.ts'

export function useAttemptKey(): (body: unknown) => string {
  const last = useRef({ text: '', key: '' })
  return body => {
    const text = JSON.stringify(body)
    if (text !== last.current.text) last.current = { text, key: newKey() }
    return last.current.key
  }
}
