import { Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { categorySchema } from '../../../document/screening.ts'
import type { AnswerOf } from '../../../server/api/routes.ts'
import type { RuleView } from '../../../server/api/rules.ts'
import { useApi } from '../../api/queries.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { Loaded } from '../../shared/Loaded.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { RuleCard } from './RuleCard.tsx'
import { TryBox } from './TryBox.tsx'
import { ruleWords } from './words.ts'
import './rules.css'

export function Page() {
  const words = useWords(ruleWords)
  const query = useApi('rules.list', {}, { staleTime: 60_000 })
  return (
    <>
      <PageTitle title={words.title}>
        {query.data && (
          <span className="quiet">
            {words.ruleset} <code>{query.data.ruleset}</code>
          </span>
        )}
      </PageTitle>
      <div className="stack">
        <TryBox />
        <Loaded query={query}>{answer => <Browser answer={answer} />}</Loaded>
      </div>
    </>
  )
}

const everything = (rule: RuleView) =>
  [rule.id, rule.title.zh, rule.title.en, rule.basis.zh, rule.advice.zh].join(' ').toLowerCase()

function Browser({ answer }: { answer: AnswerOf<'rules.list'> }) {
  const words = useWords(ruleWords)
  const terms = useTerms()
  const { language } = useLanguage()
  const [text, setText] = useState('')
  const [pack, setPack] = useState('')
  const [category, setCategory] = useState('')
  const wanted = useDeferredValue(text.trim().toLowerCase())
  const rules = answer.items.filter(
    rule =>
      (pack === '' || rule.pack === pack) &&
      (category === '' || rule.category === category) &&
      (wanted === '' || everything(rule).includes(wanted)),
  )
  return (
    <section aria-label={words.title}>
      <search className="row filters">
        <Input
          className="filter-search"
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={event => setText(event.target.value)}
        />
        <Select
          className="filter-select"
          aria-label={words.pack}
          value={pack}
          onChange={setPack}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: words.anyPack },
            ...answer.packs.map(each => ({
              value: each.id,
              label: `${each.title[language]} (${each.rules})`,
            })),
          ]}
        />
        <Select
          className="filter-select"
          aria-label={words.category}
          value={category}
          onChange={setCategory}
          options={[
            { value: '', label: words.anyCategory },
            ...categorySchema.options.map(value => ({ value, label: terms.category[value] })),
          ]}
        />
        <span className="quiet" role="status">
          {words.count(rules.length)}
        </span>
      </search>
      {rules.length === 0 && (
        <div className="panel">
          <Nothing text={words.none} />
        </div>
      )}
      <ul className="plain-list rules">
        {rules.map(rule => (
          <RuleCard key={rule.id} rule={rule} />
        ))}
      </ul>
    </section>
  )
}
