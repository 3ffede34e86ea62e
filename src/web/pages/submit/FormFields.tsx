/** The fields of the review form. What is required follows from what was stated, by the server's own rules. */
import { Alert, Form, Input, Radio } from 'antd'
import {
  type Form as FormValues,
  isDeclaredSecret,
  levels,
  missingFields,
  publicities,
} from '../../../review/form.ts'
import { useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { AttachEvidence } from '../../shared/AttachEvidence.tsx'
import { EvidenceFiles } from '../../shared/EvidenceFiles.tsx'
import { submitWords } from './words.ts'

export const emptyForm: FormValues = {
  title: '',
  column: '',
  level: 'none',
  period: '',
  matter: '',
  declassification: '',
  publicity: 'proactive',
  basis: '',
  opinion: '',
}

/** Required in the form as it stands, were all texts empty. */
function requiredFields({ level, publicity, declassification }: FormValues) {
  return new Set(['title', ...missingFields({ ...emptyForm, level, publicity, declassification })])
}

interface Props {
  readonly values: FormValues
  /** Of the draft; null until it is opened. */
  readonly submission: string | null
}

export function FormFields({ values, submission }: Props) {
  const words = useWords(submitWords)
  const { field, level, publicity } = useTerms()
  const required = requiredFields(values)
  const isSecret = !['none', 'work'].includes(values.level)
  const rules = (name: keyof FormValues) =>
    required.has(name) ? [{ required: true, whitespace: true, message: words.required }] : []
  const text = (name: keyof FormValues, most: number, hint: string) => (
    <Form.Item name={name} label={field[name]} rules={rules(name)} extra={hint}>
      <Input maxLength={most} />
    </Form.Item>
  )
  return (
    <>
      {text('title', 500, '')}
      {text('column', 100, words.columnHint)}
      <Form.Item name="level" label={field.level}>
        <Radio.Group
          aria-label={field.level}
          options={levels.map(value => ({ value, label: level[value] }))}
        />
      </Form.Item>
      {isSecret && (
        <>
          {text('period', 200, words.periodHint)}
          {text('matter', 300, '')}
          {text('declassification', 300, words.declassificationHint)}
          {submission !== null && !isDeclaredSecret(values) && (
            <Form.Item extra={words.evidenceHint}>
              <EvidenceFiles submission={submission} />
              <AttachEvidence submission={submission} />
            </Form.Item>
          )}
        </>
      )}
      {isDeclaredSecret(values) && (
        <Alert className="form-alert" type="error" showIcon role="alert" title={words.declaredSecret} />
      )}
      <Form.Item name="publicity" label={field.publicity}>
        <Radio.Group
          aria-label={field.publicity}
          options={publicities.map(value => ({ value, label: publicity[value] }))}
        />
      </Form.Item>
      <Form.Item name="basis" label={field.basis} rules={rules('basis')} extra={words.basisHint}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Form.Item name="opinion" label={field.opinion} rules={rules('opinion')} extra={words.opinionHint}>
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </>
  )
}
