/** A place of the navigation that is none of the reader's roles. */
import { Result } from 'antd'
import { Link } from 'react-router'
import { useWords } from '../language/language.tsx'
import { sharedWords } from '../shared/words.ts'
import { appWords } from './words.ts'

export function NotYours() {
  const words = useWords(appWords)
  const { home } = useWords(sharedWords)
  return <Result status="403" title={<h1>{words.notYours}</h1>} extra={<Link to="/">{home}</Link>} />
}
