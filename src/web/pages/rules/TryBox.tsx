/** Screens a text with the rules in force; nothing of it is kept, here or on the server. */

import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { Screening } from '../../../document/screening.ts'
import { call } from '../../api/client.ts'
import { useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { Failure } from '../../shared/Failure.tsx'
import { Label } from '../../shared/Label.tsx'
import { useRuleWords } from '../../shared/use-rule-words.ts'
import { Verdict } from '../../shared/Verdict.tsx'
import { ruleWords } from './words.ts'

export function TryBox() {
  const words = useWords(ruleWords)
  const id = useId()
  const [text, setText] = useState('')
  const attempt = useMutation({
    mutationFn: (content: string) => call('rules.try', { body: { format: 'text', content } }),
    gcTime: 0,
  })
  return (
    <section className="panel stack" aria-labelledby="try">
      <h2 id="try">{words.try}</h2>
      <label htmlFor={id}>{words.tryLabel}</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={100_000}
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <div>
        <Button
          type="primary"
          disabled={text.trim() === ''}
          loading={attempt.isPending}
          onClick={() => attempt.mutate(text)}
        >
          {words.tryButton}
        </Button>
      </div>
      <Failure error={attempt.error} />
      <div role="status" aria-label={words.result}>
        {attempt.data && <Result screening={attempt.data} />}
      </div>
    </section>
  )
}

function Result({ screening }: { screening: Screening }) {
  const words = useWords(ruleWords)
  const terms = useTerms()
  const inLanguage = useRuleWords()
  return (
    <>
      <p className="row">
        <Verdict verdict={screening.verdict} />
        <span>{words.found(screening.findings.length)}</span>
      </p>
      <ul className="plain-list">
        {screening.findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <li key={index} className="try-finding">
            <div className="row">
              <strong>{inLanguage(finding).title}</strong>
              {finding.severity === 'info' ? (
                <Label>{terms.severity.info}</Label>
              ) : (
                <Verdict verdict={finding.severity} />
              )}
              <mark>{finding.match}</mark>
              <code className="quiet">{finding.rule}</code>
            </div>
            <div>{finding.reason}</div>
            <div className="quiet">{inLanguage(finding).basis}</div>
          </li>
        ))}
      </ul>
    </>
  )
}
