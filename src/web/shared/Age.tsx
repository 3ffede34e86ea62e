/** How long ago, with the exact time for who wants it. */
import { useLanguage } from '../language/language.tsx'
import { ago, dateTime } from '../language/when.ts'

export function Age({ instant }: { instant: string }) {
  const { language } = useLanguage()
  return (
    <time dateTime={instant} title={dateTime(instant, language)}>
      {ago(instant, language)}
    </time>
  )
}
