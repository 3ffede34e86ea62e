/** A page that failed must not take the others with it, nor show what it was about. */
import { Button, Result } from 'antd'
import { useWords } from '../language/language.tsx'
import { sharedWords } from '../shared/words.ts'

export function Crashed() {
  const words = useWords(sharedWords)
  return (
    <Result
      status="warning"
      title={<h1>{words.crashed}</h1>}
      subTitle={words.crashedHint}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      }
    />
  )
}
