/** Files of a draft, and the uploads under way with their progress. */
import { CloseOutlined, FileOutlined, ReloadOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import type { FileView } from '../../../server/api/files.ts'
import { useAct } from '../../api/queries.ts'
import { mayPass } from '../../api/request-error.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { bytes } from '../../language/when.ts'
import { Failure, useFailureText } from '../../shared/Failure.tsx'
import { dismissUpload, sendFile, type Upload } from './uploads.ts'
import { submitWords } from './words.ts'

interface Props {
  readonly submission: string | null
  readonly files: readonly FileView[]
  readonly uploads: readonly Upload[]
}

export function DraftFiles({ submission, files, uploads }: Props) {
  const words = useWords(submitWords)
  const { language } = useLanguage()
  const remove = useAct('files.delete')
  const failure = useFailureText()
  const client = useQueryClient()
  if (submission === null || files.length + uploads.length === 0)
    return <p className="quiet">{words.noFiles}</p>
  const current = uploads.find(each => each.sent !== null && each.error === null)
  return (
    <>
      <Failure error={remove.error} />
      <ul className="plain-list draft-files" aria-label={words.files}>
        {files.map(file => (
          <li key={file.id}>
            <FileOutlined aria-hidden="true" />
            <span className="draft-file-name">{file.name}</span>
            <span className="quiet">{bytes(file.bytes, language)}</span>
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={words.removeFile(file.name)}
              loading={remove.isPending && remove.variables.params.file === file.id}
              onClick={() => remove.mutate({ params: { submission, file: file.id } })}
            />
          </li>
        ))}
        {uploads.map(each => {
          const { id, name, bytes: size, sent, error } = each
          return (
            <li key={id}>
              <FileOutlined aria-hidden="true" />
              <span className="draft-file-name">
                {name}
                {error !== null && <span className="draft-file-error">{failure(error)}</span>}
              </span>
              <span className="quiet">{sent === null ? words.waiting : bytes(size, language)}</span>
              {error === null ? (
                <Progress
                  type="circle"
                  size={22}
                  percent={Math.round((sent ?? 0) * 100)}
                  aria-hidden="true"
                />
              ) : (
                <>
                  {mayPass(error) && (
                    <Button
                      type="text"
                      icon={<ReloadOutlined aria-hidden="true" />}
                      aria-label={words.again(name)}
                      title={words.again(name)}
                      onClick={() => void sendFile(client, submission, each)}
                    />
                  )}
                  <Button
                    type="text"
                    icon={<CloseOutlined aria-hidden="true" />}
                    aria-label={words.dismiss(name)}
                    onClick={() => dismissUpload(submission, id)}
                  />
                </>
              )}
            </li>
          )
        })}
      </ul>
      <div role="status" className="visually-hidden">
        {current && words.uploading(current.name, Math.floor((current.sent ?? 0) * 4) * 25)}
      </div>
    </>
  )
}
