import { Progress } from 'antd'
import type { Submission } from '../../../server/api/submissions.ts'
import { useWords } from '../../language/language.tsx'
import { itemWords } from './words.ts'

export function ScreeningProgress({ submission }: { submission: Submission }) {
  const words = useWords(itemWords)
  const { progress, content } = submission
  const files = progress?.files ?? content.length
  const done = progress?.filesDone ?? 0
  const text = words.progress(done, files, progress?.partsDone ?? 0)
  return (
    <section className="panel stack" aria-label={words.screening}>
      <h2>{words.screening}</h2>
      {files > 1 ? (
        <Progress percent={Math.round((done / files) * 100)} status="active" aria-label={words.screening} />
      ) : (
        // How many pages a file has is known at its end.
        <div className="moving-bar" role="progressbar" aria-label={words.screening} />
      )}
      <p role="status" className="screening-text">
        {text}
      </p>
      <ul className="plain-list screening-files">
        {content.map(({ id, name, state }) => (
          <li key={id}>
            <span className="draft-file-name">{name}</span>
            <span className="quiet">{words.fileState[state]}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">{words.leave}</p>
    </section>
  )
}
