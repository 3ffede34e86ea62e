/** Something that is shown once, to be copied. */
import { App, Button, Input, Space } from 'antd'
import { useWords } from '../language/language.tsx'
import { copyText } from './copy-text.ts'
import { sharedWords } from './words.ts'

export function SecretField({ label, value }: { label: string; value: string }) {
  const words = useWords(sharedWords)
  const { message } = App.useApp()
  const copy = async () => {
    if (await copyText(value)) message.success(words.copied)
  }
  return (
    <Space.Compact block>
      <Input readOnly aria-label={label} value={value} onFocus={event => event.target.select()} />
      <Button onClick={() => void copy()}>{words.copy}</Button>
    </Space.Compact>
  )
}
