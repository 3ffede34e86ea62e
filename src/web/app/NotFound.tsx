import { Result } from 'antd'
import { Link } from 'react-router'
import { useWords } from '../language/language.tsx'
import { appWords } from './words.ts'

export function NotFound() {
  const words = useWords(appWords)
  return <Result status="404" title={<h1>{words.notFound}</h1>} extra={<Link to="/">{words.home}</Link>} />
}
