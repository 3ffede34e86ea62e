import { UploadOutlined } from '@ant-design/icons'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useWords } from '../../language/language.tsx'
import { submitWords } from './words.ts'

/** A file that is dropped beside the zone would be opened in the place of this page. */
function useRefusedDrops(): void {
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'none'
    }
    addEventListener('dragover', refuse)
    addEventListener('drop', refuse)
    return () => {
      removeEventListener('dragover', refuse)
      removeEventListener('drop', refuse)
    }
  }, [])
}

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const words = useWords(submitWords)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  useRefusedDrops()
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (files.length > 0) onFiles(files)
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first
    <div
      className={isOver ? 'drop drop-over' : 'drop'}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <UploadOutlined aria-hidden="true" className="drop-icon" />
      <p>
        {words.drop}
        <button type="button" className="link-button" onClick={() => input.current?.click()}>
          {words.choose}
        </button>
      </p>
      <p className="quiet">{words.dropHint}</p>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={words.choose}
        onChange={event => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </div>
  )
}
