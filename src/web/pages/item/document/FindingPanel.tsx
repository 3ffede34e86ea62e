/** All findings in reading order, the chosen one opened. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Switch, Tooltip } from 'antd'
import { useState } from 'react'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { Submission } from '../../../../server/api/submissions.ts'
import { useWords } from '../../../language/language.tsx'
import { Nothing } from '../../../shared/Nothing.tsx'
import { FindingCard } from './FindingCard.tsx'
import { documentWords } from './words.ts'

interface Props {
  readonly submission: Submission
  readonly findings: readonly FindingView[]
  readonly selected: FindingView | null
  readonly onSelect: (id: string) => void
  readonly onStep: (by: 1 | -1) => void
  readonly areShortcutsOn: boolean
  readonly onShortcuts: (on: boolean) => void
}

export function FindingPanel({
  submission,
  findings,
  selected,
  onSelect,
  onStep,
  areShortcutsOn,
  onShortcuts,
}: Props) {
  const words = useWords(documentWords)
  const [said, say] = useState('')
  const decided = (finding: FindingView) => {
    say(words.decidedNow(findings.indexOf(finding) + 1))
    const open = findings.filter(
      each => each.id !== finding.id && each.decision === null && each.severity !== 'info',
    )
    const after = open.find(each => findings.indexOf(each) > findings.indexOf(finding)) ?? open[0]
    if (after) onSelect(after.id)
  }
  return (
    <section className="panel finding-panel" aria-labelledby="findings">
      <div className="row finding-head">
        <h2 id="findings">
          {words.findings} {findings.length}
        </h2>
        <span className="shell-space" />
        {findings.length > 1 && (
          <>
            <Tooltip title={words.previous}>
              <Button
                aria-label={words.previous}
                icon={<LeftOutlined aria-hidden="true" />}
                onClick={() => onStep(-1)}
              />
            </Tooltip>
            <span role="status">
              {selected && words.position(findings.indexOf(selected) + 1, findings.length)}
            </span>
            <Tooltip title={words.next}>
              <Button
                aria-label={words.next}
                icon={<RightOutlined aria-hidden="true" />}
                onClick={() => onStep(1)}
              />
            </Tooltip>
          </>
        )}
      </div>
      {findings.length === 0 && (
        <Nothing text={submission.verdict === 'error' ? words.noneInRead : words.noFindings} />
      )}
      <ol className="plain-list stack">
        {findings.map((finding, index) => (
          <FindingCard
            key={finding.id}
            submission={submission}
            finding={finding}
            number={index + 1}
            isChosen={finding.id === selected?.id}
            onSelect={onSelect}
            onDecided={() => decided(finding)}
            areShortcutsOn={areShortcutsOn}
          />
        ))}
      </ol>
      <div role="status" className="visually-hidden">
        {said}
      </div>
      {findings.length > 0 && (
        <details className="shortcuts">
          <summary>{words.shortcuts}</summary>
          <p className="quiet">{words.shortcutList}</p>
          <Switch
            size="small"
            checked={areShortcutsOn}
            onChange={onShortcuts}
            aria-label={words.shortcutsOn}
          />{' '}
          {words.shortcutsOn}
        </details>
      )}
    </section>
  )
}
