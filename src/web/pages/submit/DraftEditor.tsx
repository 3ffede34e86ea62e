/** A draft: its form and files. The draft is opened on the server with the first file, and saved while one types. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { type Form as FormValues, isDeclaredSecret } from '../../../review/form.ts'
import type { Submission } from '../../../server/api/submissions.ts'
import { useAttemptKey } from '../../api/attempt-key.ts'
import { call } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { RequestError } from '../../api/request-error.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { DraftFiles } from './DraftFiles.tsx'
import { DropZone } from './DropZone.tsx'
import { emptyForm, FormFields } from './FormFields.tsx'
import { PasteBox, type Pasted } from './PasteBox.tsx'
import { saveForm } from './save-form.ts'
import { uploadAll, useUploads } from './uploads.ts'
import { useUnsaved } from './use-unsaved.ts'
import { submitWords } from './words.ts'
import './submit.css'

const saveAfterMilliseconds = 1000

/** A title is needed to open a draft; the file's name is a good first one. */
const titleOf = (name: string) => name.replace(/\.[^.]+$/, '').slice(0, 300)

/** Whether the server would take the form as it stands. */
const isSavable = (submission: Submission | null, form: FormValues) =>
  submission !== null && form.title.trim() !== '' && !isDeclaredSecret(form)

export function DraftEditor({ submission }: { submission: Submission | null }) {
  const words = useWords(submitWords)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [form] = Form.useForm<FormValues>()
  const [values, setValues] = useState<FormValues>(submission?.form ?? emptyForm)
  const [forward, setForward] = useState(false)
  const [saving, setSaving] = useState<'saved' | 'saving' | 'notSaved'>('saved')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const uploads = useUploads(submission?.id ?? null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keyOf = useAttemptKey()
  const latest = useRef(submission)
  latest.current = submission
  const flush = useRef(() => {})
  // What was typed in the last second is saved, too.
  useEffect(() => () => flush.current(), [])

  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (caught) {
      // A field that is not filled in says so itself.
      setError(caught instanceof Error ? caught : null)
      if (caught instanceof RequestError) showFields(caught.document?.fields ?? [])
    } finally {
      setBusy(false)
    }
  }
  const showFields = (fields: readonly string[]) =>
    form.setFields(fields.map(name => ({ name: name as keyof FormValues, errors: [words.required] })))

  const current = (): FormValues => ({ ...emptyForm, ...submission?.form, ...form.getFieldsValue(true) })
  const forget = () => {
    clearTimeout(timer.current)
    timer.current = undefined
  }
  const save = async (): Promise<Submission | null> => {
    forget()
    const seen = latest.current
    if (!seen) return null
    setSaving('saving')
    try {
      const saved = await saveForm(client, seen, current())
      setSaving('saved')
      return saved
    } catch (caught) {
      setSaving('notSaved')
      throw caught
    }
  }
  const changed = () => {
    setValues(current())
    setSaving('notSaved')
    forget()
    if (isSavable(submission, current()))
      timer.current = setTimeout(() => void save().catch(setError), saveAfterMilliseconds)
  }
  flush.current = () => {
    if (timer.current !== undefined) void save().catch(() => {})
  }
  const isUnsaved = saving === 'notSaved'
  const letGo = useUnsaved({ isUnsaved, isLost: isUnsaved && !isSavable(submission, values) })
  /** The draft's id; opens it when there is none. */
  const opened = async (title: string): Promise<string> => {
    if (submission) return submission.id
    const given = current()
    const body = { form: { ...given, title: given.title.trim() || title } }
    const draft = await call('submissions.create', { body, key: keyOf(body) })
    client.setQueryData(['submissions.read', { params: { submission: draft.id } }], draft)
    return draft.id
  }
  const show = (id: string) => {
    if (submission) return
    letGo()
    navigate(`/items/${id}`, { replace: true })
  }
  const addFiles = (files: File[]) =>
    attempt(async () => {
      const id = await opened(titleOf(files[0]?.name ?? ''))
      void uploadAll(client, id, files)
      show(id)
    })
  const paste = async (pasted: Pasted) => {
    const id = await opened(titleOf(pasted.name))
    await call('files.paste', { params: { submission: id }, body: pasted })
    await refresh(client)
    show(id)
  }
  const saveDraft = () =>
    attempt(async () => {
      await form.validateFields(['title'])
      if (submission) await save()
      else show(await opened(''))
    })
  const submit = () =>
    attempt(async () => {
      const saved = await save()
      if (!saved) return show(await opened(''))
      // Files added since then made a newer version of the same draft.
      const { version } = await call('submissions.read', { params: { submission: saved.id } })
      await call('submissions.submit', { params: { submission: saved.id }, body: { version, forward } })
      await refresh(client)
    })

  /** Shows what the server holds now, instead of what was typed here. */
  const reload = async () => {
    await refresh(client)
    const params = { submission: submission?.id ?? '' }
    const now = client.getQueryData<Submission>(['submissions.read', { params }])
    if (!now) return
    form.setFieldsValue(now.form)
    setValues(now.form)
    setSaving('saved')
    setError(null)
  }

  const isUploading = uploads.some(each => each.error === null)
  const isEmpty = !submission || submission.content.length === 0
  return (
    <div className="draft">
      <section className="panel stack" aria-labelledby="draft-content">
        <h2 id="draft-content">{words.content}</h2>
        <DropZone onFiles={files => void addFiles(files)} />
        <DraftFiles submission={submission?.id ?? null} files={submission?.content ?? []} uploads={uploads} />
        <details>
          <summary>{words.pasteTitle}</summary>
          <PasteBox onAdd={paste} onFiles={files => void addFiles(files)} />
        </details>
      </section>
      <section className="panel" aria-labelledby="draft-form">
        <h2 id="draft-form">{words.form}</h2>
        <Form
          form={form}
          layout="vertical"
          initialValues={values}
          onValuesChange={changed}
          onFinish={() => void submit()}
          scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <FormFields values={values} submission={submission?.id ?? null} />
          <Form.Item extra={words.forwardHint}>
            <Checkbox checked={forward} onChange={event => setForward(event.target.checked)}>
              {words.forward}
            </Checkbox>
          </Form.Item>
          <div className="stack">
            <Failure
              error={error}
              {...(error instanceof RequestError && error.isStale ? { onRetry: () => void reload() } : {})}
            />
            <div className="row">
              <Tooltip title={isUploading ? words.waitUploads : ''}>
                <Button type="primary" htmlType="submit" loading={isBusy} disabled={isUploading || isEmpty}>
                  {words.submit}
                </Button>
              </Tooltip>
              <Button onClick={() => void saveDraft()} disabled={isBusy}>
                {words.saveDraft}
              </Button>
              {submission && (
                <span className="quiet" role="status">
                  {words[saving]}
                </span>
              )}
            </div>
          </div>
        </Form>
      </section>
    </div>
  )
}
