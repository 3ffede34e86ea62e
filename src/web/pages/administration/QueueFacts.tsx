import { useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Age } from '../../shared/Age.tsx'
import { LedgerProof } from '../../shared/LedgerProof.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { administrationWords } from './words.ts'

export function QueueFacts() {
  const words = useWords(administrationWords)
  const query = useApi('queue.read', {}, { refetchInterval: () => 10_000 })
  return (
    <div className="settings">
      <section className="panel" aria-labelledby="queue">
        <h2 id="queue">{words.queue}</h2>
        <Loaded query={query}>
          {({ queued, running, concurrency, oldest, ruleset }) => (
            <dl>
              <dt>{words.queued}</dt>
              <dd>{queued}</dd>
              <dt>{words.running}</dt>
              <dd>{running}</dd>
              <dt>{words.concurrency}</dt>
              <dd>{concurrency}</dd>
              {oldest && (
                <>
                  <dt>{words.oldest}</dt>
                  <dd>
                    <Age instant={oldest} />
                  </dd>
                </>
              )}
              <dt>{words.ruleset}</dt>
              <dd>
                <code>{ruleset}</code>
              </dd>
            </dl>
          )}
        </Loaded>
      </section>
      <section className="panel" aria-labelledby="ledger-proof">
        <h2 id="ledger-proof">{words.ledger}</h2>
        <LedgerProof />
      </section>
    </div>
  )
}
