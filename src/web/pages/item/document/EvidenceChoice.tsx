/** Documents that prove a decision: attached here, or earlier by the editor. */
import { PaperClipOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useRef } from 'react'
import { refresh, useApi } from '../../../api/queries.ts'
import { upload } from '../../../api/upload.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { documentWords } from './words.ts'

interface Props {
  readonly submission: string
  readonly chosen: readonly string[]
  readonly onChoose: (ids: string[]) => void
}

export function EvidenceChoice({ submission, chosen, onChoose }: Props) {
  const words = useWords(documentWords)
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const params = { submission }
  const { data } = useApi('evidence.list', { params })
  const attach = useMutation({
    mutationFn: (files: File[]) => upload('evidence.upload', { params }, files),
    onSuccess: async ({ items }) => {
      await refresh(client)
      onChoose([...chosen, ...items.map(each => each.id)])
    },
  })
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
      <Button
        icon={<PaperClipOutlined aria-hidden="true" />}
        loading={attach.isPending}
        onClick={() => input.current?.click()}
      >
        {words.attach}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={event => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) attach.mutate(files)
        }}
      />
      <Failure error={attach.error} />
    </fieldset>
  )
}
