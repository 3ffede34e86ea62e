import type { FileView } from '../../../../server/api/files.ts'
import { useWords } from '../../../language/language.tsx'
import { Verdict } from '../../../shared/Verdict.tsx'
import { documentWords } from './words.ts'

interface Props {
  readonly files: readonly FileView[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
}

export function FileChoice({ files, chosen, onChoose }: Props) {
  const words = useWords(documentWords)
  return (
    <nav aria-label={words.files}>
      <ul className="plain-list file-choice">
        {files.map(({ id, name, verdict }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => onChoose(id)}
            >
              <span className="file-choice-name">{name}</span>
              <Verdict verdict={verdict} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
