/** Evidence of an item: its name, for everyone who sees the list; the document itself for those who judge by it. */
import { PaperClipOutlined } from '@ant-design/icons'
import { useApi } from '../api/queries.ts'
import { hasRole, useMe } from '../app/session.ts'
import { useWords } from '../language/language.tsx'
import { DownloadButton } from './DownloadButton.tsx'
import { saveFile } from './save-file.ts'
import { sharedWords } from './words.ts'
import './evidence-files.css'

interface Props {
  readonly submission: string
  /** Only these; all of the item when absent. */
  readonly ids?: readonly string[]
}

export function EvidenceFiles({ submission, ids }: Props) {
  const words = useWords(sharedWords)
  const mayRead = hasRole(useMe(), 'reviewer', 'approver')
  const { data } = useApi('evidence.list', { params: { submission } })
  const items = (data?.items ?? []).filter(({ id }) => ids === undefined || ids.includes(id))
  if (items.length === 0) return null
  return (
    <ul className="plain-list evidence-files" aria-label={words.evidence}>
      {items.map(({ id, name }) => (
        <li key={id}>
          <PaperClipOutlined aria-hidden="true" />
          <span className="evidence-name">{name}</span>
          {mayRead && (
            <DownloadButton
              size="small"
              label={words.readEvidence(name)}
              save={() => saveFile('evidence.read', { params: { submission, evidence: id } })}
            >
              {words.read}
            </DownloadButton>
          )}
        </li>
      ))}
    </ul>
  )
}
