/** One file to look at: as page pictures or as the text that was read; masked until revealed. */
import { Alert, Segmented } from 'antd'
import { useState } from 'react'
import type { FileView } from '../../../../server/api/files.ts'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { Submission } from '../../../../server/api/submissions.ts'
import { useWords } from '../../../language/language.tsx'
import { Pages } from './Pages.tsx'
import { Reveal } from './Reveal.tsx'
import { TextView } from './TextView.tsx'
import { documentWords } from './words.ts'

export interface ReaderProps {
  readonly submission: Submission
  readonly file: FileView
  readonly findings: readonly FindingView[]
  readonly selected: FindingView | null
  readonly onSelect: (id: string) => void
  readonly areShortcutsOn: boolean
}

export function Reader(props: ReaderProps) {
  const { submission, file } = props
  const words = useWords(documentWords)
  const [view, setView] = useState<'picture' | 'text'>(file.pages.length > 0 ? 'picture' : 'text')
  const isRevealed = file.revealedUntil !== null
  if (file.purged) return <Alert type="info" showIcon title={words.purged} />
  if (!submission.canReveal) {
    return (
      <Alert type="info" showIcon title={submission.state === 'incident' ? words.sealed : words.notYours} />
    )
  }
  const isSealed = submission.state === 'incident' && !isRevealed
  return (
    <>
      <div className="row reader-tools">
        {file.pages.length > 0 && !isSealed && (
          <Segmented<'picture' | 'text'>
            name="view"
            aria-label={words.view}
            value={view}
            onChange={setView}
            options={[
              { value: 'picture', label: words.picture },
              { value: 'text', label: words.text },
            ]}
          />
        )}
        <span className="shell-space" />
        <Reveal submission={submission.id} file={file} />
      </div>
      {isSealed && <Alert type="warning" showIcon title={words.sealedReveal} />}
      {!isSealed &&
        (view === 'picture' ? (
          <Pages {...props} isRevealed={isRevealed} />
        ) : (
          <TextView {...props} isRevealed={isRevealed} />
        ))}
    </>
  )
}
