import { Spin } from 'antd'
import { useWords } from '../language/language.tsx'
import { sharedWords } from '../shared/words.ts'

export function Starting() {
  const words = useWords(sharedWords)
  return (
    <div className="starting" role="status" aria-label={words.loading}>
      <Spin size="large" />
    </div>
  )
}
