/** Masked by default; whoever needs the words says why, and it is recorded. */

import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { FileView } from '../../../../server/api/files.ts'
import { refresh, useAct } from '../../../api/queries.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { dateTime } from '../../../language/when.ts'
import { DownloadButton } from '../../../shared/DownloadButton.tsx'
import { Label } from '../../../shared/Label.tsx'
import { ReasonDialog } from '../../../shared/ReasonDialog.tsx'
import { saveFile } from '../../../shared/save-file.ts'
import { documentWords } from './words.ts'

export function Reveal({ submission, file }: { submission: string; file: FileView }) {
  const words = useWords(documentWords)
  const { language } = useLanguage()
  const client = useQueryClient()
  const reveal = useAct('files.reveal')
  const [isAsking, setAsking] = useState(false)
  const { revealedUntil } = file
  useEffect(() => {
    if (revealedUntil === null) return
    const timer = setTimeout(
      () => void refresh(client),
      Math.max(0, Date.parse(revealedUntil) - Date.now()) + 1000,
    )
    return () => clearTimeout(timer)
  }, [client, revealedUntil])
  if (revealedUntil !== null) {
    return (
      <>
        <Label tone="yellow">
          <EyeOutlined aria-hidden="true" /> {words.revealedUntil(dateTime(revealedUntil, language))}
        </Label>
        <DownloadButton save={() => saveFile('files.content', { params: { submission, file: file.id } })}>
          {words.original}
        </DownloadButton>
      </>
    )
  }
  return (
    <>
      <Label>
        <EyeInvisibleOutlined aria-hidden="true" /> {words.masked}
      </Label>
      <Button onClick={() => setAsking(true)}>{words.reveal}</Button>
      {isAsking && (
        <ReasonDialog
          title={words.reveal}
          onClose={() => setAsking(false)}
          onConfirm={reason =>
            reveal.mutateAsync({ params: { submission, file: file.id }, body: { reason } })
          }
        >
          <p>{words.revealHint}</p>
        </ReasonDialog>
      )}
    </>
  )
}
