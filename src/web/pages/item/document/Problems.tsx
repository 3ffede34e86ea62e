/** What could not be read, and why: never hidden. */
import { Alert } from 'antd'
import { problemText } from '../../../../document/problem-text.ts'
import { partLabel } from '../../../../report/part-label.ts'
import type { FileView } from '../../../../server/api/files.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { documentWords } from './words.ts'

export function Problems({ problems }: { problems: FileView['problems'] }) {
  const words = useWords(documentWords)
  const { language } = useLanguage()
  const errors = problems.filter(({ severity }) => severity === 'error')
  const notes = problems.filter(({ severity }) => severity !== 'error')
  const list = (items: FileView['problems']) => (
    <ul className="problem-list">
      {items.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change while it is shown
        <li key={index}>
          {problemText(problem, language)}
          {problem.part && <span className="quiet"> {partLabel(problem.part, language)}</span>}
        </li>
      ))}
    </ul>
  )
  return (
    <>
      {errors.length > 0 && <Alert type="error" showIcon title={words.problems} description={list(errors)} />}
      {notes.length > 0 && <Alert type="info" title={list(notes)} />}
    </>
  )
}
