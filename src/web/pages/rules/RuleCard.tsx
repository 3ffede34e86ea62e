import type { RuleView } from '../../../server/api/rules.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { Label } from '../../shared/Label.tsx'
import { Verdict } from '../../shared/Verdict.tsx'
import { ruleWords } from './words.ts'

export function RuleCard({ rule }: { rule: RuleView }) {
  const words = useWords(ruleWords)
  const terms = useTerms()
  const { language } = useLanguage()
  const { severity } = rule
  return (
    <li>
      <details className={`rule rule-${severity}`}>
        <summary>
          <span className="rule-title">{rule.title[language]}</span>
          {severity === 'info' ? <Label>{terms.severity.info}</Label> : <Verdict verdict={severity} />}
          <Label>{terms.category[rule.category]}</Label>
          <code className="quiet">{rule.id}</code>
        </summary>
        {rule.silent && <p className="quiet">{words.silent}</p>}
        <dl>
          <dt>{words.basis}</dt>
          <dd>{rule.basis[language]}</dd>
          <dt>{words.advice}</dt>
          <dd>{rule.advice[language]}</dd>
        </dl>
        <div className="rule-examples">
          <Examples title={words.hits} examples={rule.hits} />
          <Examples title={words.misses} examples={rule.misses} />
        </div>
      </details>
    </li>
  )
}

function Examples({ title, examples }: { title: string; examples: readonly string[] }) {
  if (examples.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {examples.map(example => (
          <li key={example} className="rule-example">
            {example}
          </li>
        ))}
      </ul>
    </div>
  )
}
