/** Two versions of a submission, side by side. */

import { Alert, Select, Table } from 'antd'
import { Link, useParams, useSearchParams } from 'react-router'
import type { AnswerOf } from '../../../server/api/routes.ts'
import type { Submission } from '../../../server/api/submissions.ts'
import { useApi } from '../../api/queries.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { termsIn, useTerms } from '../../language/terms.ts'
import { dateTime } from '../../language/when.ts'
import { Label } from '../../shared/Label.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { LoadedPage } from '../../shared/LoadedPage.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { Verdict } from '../../shared/Verdict.tsx'
import { FileChange } from './FileChange.tsx'
import { versionWords } from './words.ts'
import './versions.css'

type Comparison = AnswerOf<'submissions.comparison'>

export function Page() {
  const { submission = '' } = useParams()
  const query = useApi('submissions.read', { params: { submission } })
  return <LoadedPage query={query}>{found => <Body submission={found} />}</LoadedPage>
}

function Body({ submission }: { submission: Submission }) {
  const words = useWords(versionWords)
  const [search, setSearch] = useSearchParams()
  const { id, title, revision } = submission
  const to = Number(search.get('to')) || revision
  const from = Number(search.get('from')) || Math.max(1, to - 1)
  const choose = (changes: Record<string, number>) =>
    setSearch({ from: String(from), to: String(to), ...mapped(changes) }, { replace: true })
  const options = Array.from({ length: revision }, (_, index) => ({
    value: index + 1,
    label: words.version(index + 1),
  }))
  return (
    <div className="stack">
      <PageTitle title={words.title(title)}>
        <Link to={`/items/${id}`}>{words.back}</Link>
      </PageTitle>
      {revision === 1 ? (
        <Alert type="info" showIcon title={words.onlyOne} />
      ) : (
        <>
          <div className="row">
            <Select
              aria-label={words.from}
              value={from}
              options={options}
              onChange={value => choose({ from: value })}
            />
            <span aria-hidden="true">→</span>
            <Select
              aria-label={words.to}
              value={to}
              options={options}
              onChange={value => choose({ to: value })}
            />
          </div>
          <Compared submission={submission} from={from} to={to} />
        </>
      )}
    </div>
  )
}

function mapped(changes: Record<string, number>): Record<string, string> {
  return Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, String(value)]))
}

function Compared({ submission, from, to }: { submission: Submission; from: number; to: number }) {
  const words = useWords(versionWords)
  const query = useApi(
    'submissions.comparison',
    { params: { submission: submission.id }, query: { from, to } },
    { keep: true },
  )
  return (
    <Loaded query={query}>
      {comparison => (
        <>
          <div className="versions-sides">
            <Side revision={comparison.from} />
            <Side revision={comparison.to} />
          </div>
          <Alert
            type={comparison.findings.added > 0 ? 'warning' : 'info'}
            showIcon
            title={words.findings(
              comparison.findings.fixed,
              comparison.findings.remaining,
              comparison.findings.added,
            )}
          />
          <FormChanges changes={comparison.form} />
          <section className="panel" aria-labelledby="file-changes">
            <h2 id="file-changes">{words.files}</h2>
            <ul className="plain-list">
              {comparison.files.map(file => (
                <FileChange key={`${file.from} ${file.to}`} submission={submission} file={file} />
              ))}
            </ul>
          </section>
        </>
      )}
    </Loaded>
  )
}

function Side({ revision }: { revision: Comparison['from'] }) {
  const words = useWords(versionWords)
  const { language } = useLanguage()
  return (
    <section className="panel" aria-label={words.version(revision.revision)}>
      <div className="row">
        <strong>{words.version(revision.revision)}</strong>
        <Verdict verdict={revision.verdict} />
      </div>
      <div className="quiet">{words.by(revision.by.name, dateTime(revision.created, language))}</div>
    </section>
  )
}

function FormChanges({ changes }: { changes: Comparison['form'] }) {
  const words = useWords(versionWords)
  const { language } = useLanguage()
  const terms = useTerms()
  const fields: Readonly<Record<string, string>> = termsIn(language).field
  const shown = (field: string, value: string) => {
    const names: Readonly<Record<string, string>> =
      field === 'level' ? terms.level : field === 'publicity' ? terms.publicity : {}
    return names[value] ?? value
  }
  return (
    <section className="panel" aria-labelledby="form-changes">
      <h2 id="form-changes">{words.form}</h2>
      {changes.length === 0 ? (
        <p className="quiet">{words.noForm}</p>
      ) : (
        <Table<Comparison['form'][number]>
          rowKey="field"
          size="small"
          pagination={false}
          tableLayout="fixed"
          dataSource={changes}
          columns={[
            {
              title: words.field,
              width: '25%',
              render: (_, { field }) => <Label>{fields[field] ?? field}</Label>,
            },
            { title: words.from, render: (_, { field, from }) => <del>{shown(field, from)}</del> },
            { title: words.to, render: (_, { field, to }) => <ins>{shown(field, to)}</ins> },
          ]}
        />
      )}
    </section>
  )
}
