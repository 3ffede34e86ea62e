/** Who works: the machines, the queue that they share, and what was given up. */
import { Link } from 'react-router'
import type { AnswerOf } from '../../../server/api/routes.ts'
import { useApi } from '../../api/queries.ts'
import { hasRole, useMe } from '../../app/session.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { Age } from '../../shared/Age.tsx'
import { Label } from '../../shared/Label.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { rescanWords } from './words.ts'

type Queue = AnswerOf<'queue.read'>

export function WorkersPanel() {
  const words = useWords(rescanWords)
  const query = useApi('queue.read', {}, { refetchInterval: () => 5000 })
  return (
    <section className="panel stack" aria-labelledby="workers">
      <h2 id="workers">{words.workers}</h2>
      <p className="quiet">{words.workersHint}</p>
      <Loaded query={query}>
        {queue => (
          <>
            <Workers workers={queue.workers} />
            <h3>{words.queue}</h3>
            <QueueNumbers queue={queue} />
            {queue.dead.length > 0 && <Dead letters={queue.dead} />}
          </>
        )}
      </Loaded>
    </section>
  )
}

function Workers({ workers }: { workers: Queue['workers'] }) {
  const words = useWords(rescanWords)
  const heads = [words.worker, words.host, words.state, words.capacity, words.screening, words.rescanning]
  return (
    // Reachable by keyboard, since it scrolls on a phone.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
    <section className="rescan-workers" aria-label={words.workers} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {workers.map(each => (
            <tr key={`${each.host} ${each.pid} ${each.started}`}>
              <th scope="row">{each.name}</th>
              <td>{each.host}</td>
              <td>
                <Label tone={each.live ? 'green' : 'red'}>{each.live ? words.live : words.silent}</Label>
                {!each.live && (
                  <div className="quiet">
                    <Age instant={each.lastSeen} />
                  </div>
                )}
              </td>
              <td>{each.concurrency}</td>
              <td>{each.running}</td>
              <td>{each.rescanning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function QueueNumbers({ queue }: { queue: Queue }) {
  const words = useWords(rescanWords)
  return (
    <dl className="rescan-facts">
      <div>
        <dt>{words.queued}</dt>
        <dd>{queue.queued}</dd>
      </div>
      <div>
        <dt>{words.screening}</dt>
        <dd>{queue.running}</dd>
      </div>
      {queue.perMinute !== null && (
        <div>
          <dt>{words.perMinute}</dt>
          <dd>{Math.round(queue.perMinute * 10) / 10}</dd>
        </div>
      )}
      {queue.oldest !== null && (
        <div>
          <dt>{words.oldest}</dt>
          <dd>
            <Age instant={queue.oldest} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function Dead({ letters }: { letters: Queue['dead'] }) {
  const words = useWords(rescanWords)
  const { language } = useLanguage()
  // An administrator passes the number on to somebody who may.
  const mayOpen = hasRole(useMe(), 'auditor')
  const itemOf = ({ submissionId }: { submissionId: string }) => `${words.item} ${submissionId}`
  return (
    <>
      <h3>{words.deadJobs}</h3>
      <ul className="plain-list stack" aria-label={words.deadJobs}>
        {letters.map(each => (
          <li key={each.fileId} className="row">
            {mayOpen ? (
              <Link to={`/items/${each.submissionId}`}>{itemOf(each)}</Link>
            ) : (
              <span>{itemOf(each)}</span>
            )}
            <span>{words.deadJob(each.attempts)}</span>
            <span className="quiet">{dateTime(each.at, language)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
