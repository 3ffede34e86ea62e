import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { refresh } from '../api/queries.ts'
import { useLanguage, useWords } from '../language/language.tsx'
import { appWords } from './words.ts'

export function LanguageSwitch() {
  const { language, choose } = useLanguage()
  const words = useWords(appWords)
  const client = useQueryClient()
  const other = language === 'zh' ? 'en' : 'zh'
  const change = () => {
    choose(other)
    // Messages of the server come in the language that they were asked for in.
    void refresh(client)
  }
  return (
    <Button
      type="text"
      lang={other === 'en' ? 'en' : 'zh-CN'}
      aria-label={words.languageLabel}
      onClick={change}
    >
      {words.language}
    </Button>
  )
}
