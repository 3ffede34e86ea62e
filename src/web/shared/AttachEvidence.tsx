/** Attaches documents that prove something about an item, such as the notice of declassification. */
import { PaperClipOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef } from 'react'
import { refresh } from '../api/queries.ts'
import { upload } from '../api/upload.ts'
import { useWords } from '../language/language.tsx'
import { Failure } from './Failure.tsx'
import { sharedWords } from './words.ts'

interface Props {
  readonly submission: string
  readonly onAttached?: (ids: string[]) => void
}

export function AttachEvidence({ submission, onAttached }: Props) {
  const words = useWords(sharedWords)
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const attach = useMutation({
    mutationFn: (files: File[]) => upload('evidence.upload', { params: { submission } }, files),
    onSuccess: async ({ items }) => {
      await refresh(client)
      onAttached?.(items.map(each => each.id))
    },
  })
  return (
    <>
      <Button
        icon={<PaperClipOutlined aria-hidden="true" />}
        loading={attach.isPending}
        onClick={() => input.current?.click()}
      >
        {words.attachEvidence}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.attachEvidence}
        onChange={event => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) attach.mutate(files)
        }}
      />
      <Failure error={attach.error} />
    </>
  )
}
