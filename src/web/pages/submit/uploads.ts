/** Uploads under way, by submission. They outlive the page that started them. */
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { newKey } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { upload } from '../../api/upload.ts'

export interface Upload {
  readonly id: number
  readonly file: File
  /** The same each time it is tried: what had arrived after all is not there twice. */
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** 0 to 1; null while it waits for its turn. */
  readonly sent: number | null
  readonly error: unknown
}

const none: readonly Upload[] = []
const bySubmission = new Map<string, readonly Upload[]>()
const listeners = new Set<() => void>()
let lastId = 0

function set(submission: string, uploads: readonly Upload[]): void {
  bySubmission.set(submission, uploads)
  for (const listener of listeners) listener()
}

function change(submission: string, id: number, changes: Partial<Upload>): void {
  const uploads = bySubmission.get(submission) ?? none
  set(
    submission,
    uploads.map(each => (each.id === id ? { ...each, ...changes } : each)),
  )
}

export function dismissUpload(submission: string, id: number): void {
  set(
    submission,
    (bySubmission.get(submission) ?? none).filter(each => each.id !== id),
  )
}

/** One file after the other, so that the order stays and each has its own progress. */
export async function uploadAll(
  client: QueryClient,
  submission: string,
  files: readonly File[],
): Promise<void> {
  const added = files.map((file): Upload => {
    lastId += 1
    return { id: lastId, file, key: newKey(), name: file.name, bytes: file.size, sent: null, error: null }
  })
  set(submission, [...(bySubmission.get(submission) ?? none), ...added])
  for (const each of added) await sendFile(client, submission, each)
}

/** Sends one, for the first time or once more. */
export async function sendFile(
  client: QueryClient,
  submission: string,
  { id, file, key }: Upload,
): Promise<void> {
  try {
    change(submission, id, { sent: 0, error: null })
    await upload('files.upload', { params: { submission }, key }, [file], sent =>
      change(submission, id, { sent }),
    )
    await refresh(client)
    dismissUpload(submission, id)
  } catch (error) {
    change(submission, id, { error })
  }
}

export function useUploads(submission: string | null): readonly Upload[] {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => (submission === null ? none : (bySubmission.get(submission) ?? none)),
  )
}
