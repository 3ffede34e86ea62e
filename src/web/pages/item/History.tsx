/** Everything that was done with the item, from the ledger. */
import { Timeline } from 'antd'
import { ledgerAct } from '../../../ledger/act-words.ts'
import { useApi } from '../../api/queries.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { dateTime } from '../../language/when.ts'
import { ActorName } from '../../shared/ActorName.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { decisionName } from './decision-name.ts'
import { itemWords } from './words.ts'

export function History({ submission, version }: { submission: string; version: number }) {
  const words = useWords(itemWords)
  const { language } = useLanguage()
  const terms = useTerms()
  const query = useApi('submissions.history', { params: { submission } }, { keep: true })
  return (
    <section className="panel" aria-labelledby="item-history" data-version={version}>
      <h2 id="item-history">{words.history}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <Timeline
            items={items.map(({ seq, at, actor, act, verdict, decision, reason }) => ({
              key: seq,
              content: (
                <div>
                  <strong>{ledgerAct(act, language)}</strong>
                  {act === 'screened' && verdict && ` · ${terms.verdict[verdict]}`}
                  {decision && ` · ${decisionName(decision, terms.decision)}`}
                  <div className="quiet">
                    <ActorName actor={actor} /> · {dateTime(at, language)}
                  </div>
                  {reason && <div className="history-reason">{reason}</div>}
                </div>
              ),
            }))}
          />
        )}
      </Loaded>
    </section>
  )
}
