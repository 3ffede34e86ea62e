/**
 * Pasted content. Rich text is taken from the clipboard as it is and sent on; it is never put into this page, where
 * it could load or run something.
 */
import { Alert, Button, Input } from 'antd'
import { type ClipboardEvent, useId, useState } from 'react'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { submitWords } from './words.ts'

export interface Pasted {
  readonly name: string
  readonly format: 'html' | 'text'
  readonly content: string
}

/** An address alone: screened as text it would pass, whatever stands on its page. */
const onlyAddress = /^\s*(https?:\/\/|www\.)\S+\s*$/i

interface Props {
  readonly onAdd: (pasted: Pasted) => Promise<unknown>
  readonly onFiles: (files: File[]) => void
}

export function PasteBox({ onAdd, onFiles }: Props) {
  const words = useWords(submitWords)
  const id = useId()
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [html, setHtml] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const paste = (event: ClipboardEvent) => {
    const { clipboardData } = event
    if (clipboardData.files.length > 0) {
      event.preventDefault()
      onFiles([...clipboardData.files])
      return
    }
    const rich = clipboardData.getData('text/html')
    if (rich === '') return
    event.preventDefault()
    setHtml(rich)
    setText(clipboardData.getData('text/plain'))
  }
  const isOnlyAddress = onlyAddress.test(text)
  const clear = () => {
    setHtml(null)
    setText('')
    setName('')
  }
  const add = async () => {
    setBusy(true)
    setError(null)
    try {
      await onAdd({
        name: name.trim() || words.pasteDefault,
        format: html === null ? 'text' : 'html',
        content: html ?? text,
      })
      clear()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="paste">
      <label htmlFor={id}>{words.pasteLabel}</label>
      <Input.TextArea
        id={id}
        rows={4}
        value={text}
        readOnly={html !== null}
        maxLength={2_000_000}
        onPaste={paste}
        onChange={event => setText(event.target.value)}
      />
      {isOnlyAddress && <Alert type="warning" showIcon role="alert" title={words.pasteAddress} />}
      {html !== null && !isOnlyAddress && <Alert type="info" showIcon title={words.pasteRich} />}
      <Failure error={error} />
      <div className="row">
        <Input
          className="paste-name"
          aria-label={words.pasteName}
          placeholder={words.pasteDefault}
          value={name}
          maxLength={100}
          onChange={event => setName(event.target.value)}
        />
        <Button
          disabled={isOnlyAddress || (text.trim() === '' && html === null)}
          loading={isBusy}
          onClick={() => void add()}
        >
          {words.pasteAdd}
        </Button>
        {(text !== '' || html !== null) && (
          <Button type="text" onClick={clear}>
            {words.pasteClear}
          </Button>
        )}
      </div>
    </div>
  )
}
