import { useWords } from '../../language/language.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { DraftEditor } from './DraftEditor.tsx'
import { submitWords } from './words.ts'

export function Page() {
  const words = useWords(submitWords)
  return (
    <>
      <PageTitle title={words.title} />
      <p className="quiet">{words.intro}</p>
      <DraftEditor submission={null} />
    </>
  )
}
