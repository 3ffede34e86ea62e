/** What the editor stated in the form. */
import { Descriptions } from 'antd'
import type { Submission } from '../../../server/api/submissions.ts'
import { useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { itemWords } from './words.ts'

export function FormFacts({ submission }: { submission: Submission }) {
  const words = useWords(itemWords)
  const { field, level, publicity } = useTerms()
  const { form, contentHash } = submission
  const rows = [
    [field.title, form.title],
    [field.column, form.column],
    [field.level, level[form.level]],
    [field.period, form.period],
    [field.matter, form.matter],
    [field.declassification, form.declassification],
    [field.publicity, publicity[form.publicity]],
    [field.basis, form.basis],
    [field.opinion, form.opinion],
  ].filter(([, value]) => value !== '')
  return (
    <section className="panel" aria-labelledby="item-form">
      <h2 id="item-form">{words.form}</h2>
      <Descriptions
        size="small"
        column={1}
        items={[
          ...rows.map(([label, children]) => ({ key: label ?? '', label, children })),
          ...(contentHash === null
            ? []
            : [{ key: 'hash', label: words.contentHash, children: <code>{contentHash}</code> }]),
        ]}
      />
    </section>
  )
}
