/** Documents that prove a decision: attached here, or earlier by the editor. */
import { Checkbox } from 'antd'
import { useApi } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { AttachEvidence } from '../../../shared/AttachEvidence.tsx'
import { EvidenceFiles } from '../../../shared/EvidenceFiles.tsx'
import { documentWords } from './words.ts'

interface Props {
  readonly submission: string
  readonly chosen: readonly string[]
  readonly onChoose: (ids: string[]) => void
}

export function EvidenceChoice({ submission, chosen, onChoose }: Props) {
  const words = useWords(documentWords)
  const { data } = useApi('evidence.list', { params: { submission } })
  const items = data?.items ?? []
  return (
    <fieldset>
      <legend>{words.evidence}</legend>
      <p className="quiet">{words.evidenceHint}</p>
      {items.length === 0 && <p className="quiet">{words.noEvidence}</p>}
      <Checkbox.Group
        aria-label={words.evidence}
        className="evidence"
        value={[...chosen]}
        onChange={onChoose}
        options={items.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <EvidenceFiles submission={submission} />
      <AttachEvidence submission={submission} onAttached={ids => onChoose([...chosen, ...ids])} />
    </fieldset>
  )
}
