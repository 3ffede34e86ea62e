import { Button } from 'antd'
import { useState } from 'react'
import type { AnswerOf } from '../../../server/api/routes.ts'
import type { Submission } from '../../../server/api/submissions.ts'
import { useWords } from '../../language/language.tsx'
import { Label } from '../../shared/Label.tsx'
import { TextComparison } from './TextComparison.tsx'
import { versionWords } from './words.ts'

interface Props {
  readonly submission: Submission
  readonly file: AnswerOf<'submissions.comparison'>['files'][number]
}

const colours = { same: 'plain', changed: 'blue', added: 'green', removed: 'red' } as const

export function FileChange({ submission, file }: Props) {
  const words = useWords(versionWords)
  const [isOpen, setOpen] = useState(false)
  const { name, change, from, to } = file
  const isComparable = change === 'changed' && from !== null && to !== null && submission.canReveal
  return (
    <li className="file-change">
      <div className="row">
        <span className="item-title">{name}</span>
        <Label tone={colours[change]}>{words.change[change]}</Label>
        {isComparable && (
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? words.hideText : words.showText}
          </Button>
        )}
      </div>
      {isOpen && isComparable && <TextComparison submission={submission.id} from={from} to={to} />}
    </li>
  )
}
