import { Result } from 'antd'
import { Link } from 'react-router'
import { useWords } from '../language/language.tsx'
import { sharedWords } from '../shared/words.ts'
import { appWords } from './words.ts'

export function NotFound() {
  const words = useWords(appWords)
  const { home } = useWords(sharedWords)
  return <Result status="404" title={<h1>{words.notFound}</h1>} extra={<Link to="/">{home}</Link>} />
}
