/** Decides a finding with mouse or keyboard: a number chooses, Ctrl+Enter decides. */
import { App, Button, Checkbox, Input, Radio } from 'antd'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { consequences, type DecisionKind, decisionKinds } from '../../../../review/decision.ts'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { Submission } from '../../../../server/api/submissions.ts'
import { useAct } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { useTerms } from '../../../language/terms.ts'
import { Failure } from '../../../shared/Failure.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { EvidenceChoice } from './EvidenceChoice.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { documentWords } from './words.ts'

interface Props {
  readonly submission: Submission
  readonly finding: FindingView
  readonly onDecided: () => void
  readonly areShortcutsOn: boolean
}

/** How long an entry of the allow-list holds unless said otherwise. */
function inAYear(): string {
  return new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10)
}

export function DecisionForm({ submission, finding, onDecided, areShortcutsOn }: Props) {
  const words = useWords(documentWords)
  const shared = useWords(sharedWords)
  const terms = useTerms()
  const { modal } = App.useApp()
  const decide = useAct('findings.decide')
  const id = useId()
  const reasonBox = useRef<HTMLDivElement>(null)
  const [kind, setKind] = useState<DecisionKind | null>(null)
  const [reason, setReason] = useState('')
  const [evidence, setEvidence] = useState<string[]>([])
  const [allowUntil, setAllowUntil] = useState('')
  const kinds = decisionKinds.filter(each => consequences[each].of.includes(finding.severity))
  const choose = (chosen: DecisionKind) => {
    setKind(chosen)
    reasonBox.current?.querySelector('textarea')?.focus()
    // The evidence that some decisions need comes in above it.
    requestAnimationFrame(() => reasonBox.current?.scrollIntoView({ block: 'nearest' }))
  }
  useShortcuts(
    Object.fromEntries(kinds.map((each, index) => [String(index + 1), () => choose(each)])),
    areShortcutsOn,
  )
  const isReady =
    kind !== null && reason.trim().length >= 2 && (!consequences[kind].evidence || evidence.length > 0)
  const send = () => {
    if (kind === null || !isReady) return
    decide.mutate(
      {
        params: { submission: submission.id, finding: finding.id },
        body: {
          kind,
          reason: reason.trim(),
          version: finding.version,
          evidence: consequences[kind].evidence ? evidence : [],
          ...(kind === 'false-alarm' && allowUntil !== '' ? { allowUntil } : {}),
        },
      },
      { onSuccess: onDecided },
    )
  }
  const submit = () => {
    if (!isReady || decide.isPending) return
    if (kind !== 'confirmed-secret') return send()
    modal.confirm({
      title: words.confirmSecret,
      content: words.confirmSecretHint,
      okText: terms.decision['confirmed-secret'],
      cancelText: shared.cancel,
      okButtonProps: { danger: true },
      onOk: send,
    })
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      submit()
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to a chord of keys in the fields inside
    <div className="decision" onKeyDown={press}>
      <fieldset>
        <legend>{words.decision}</legend>
        <Radio.Group
          aria-label={words.decision}
          value={kind}
          onChange={event => setKind(event.target.value)}
          className="decision-kinds"
        >
          {kinds.map((each, index) => (
            <Radio key={each} value={each}>
              <kbd>{index + 1}</kbd> {terms.decision[each]}
            </Radio>
          ))}
        </Radio.Group>
        <p className="quiet" role="status">
          {kind === null ? words.chooseDecision : words.consequence[consequences[kind].effect]}
        </p>
      </fieldset>
      {kind !== null && consequences[kind].evidence && (
        <EvidenceChoice submission={submission.id} chosen={evidence} onChoose={setEvidence} />
      )}
      {kind === 'false-alarm' && (
        <div className="row">
          <Checkbox
            checked={allowUntil !== ''}
            onChange={event => setAllowUntil(event.target.checked ? inAYear() : '')}
          >
            {words.allow}
          </Checkbox>
          {allowUntil !== '' && (
            <Input
              type="date"
              className="decision-date"
              aria-label={words.allowUntil}
              value={allowUntil}
              onChange={event => setAllowUntil(event.target.value)}
            />
          )}
          <span className="quiet">{words.allowHint}</span>
        </div>
      )}
      <div ref={reasonBox}>
        <label htmlFor={id}>{shared.reason}</label>
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={1000}
          value={reason}
          placeholder={shared.reasonHint}
          onChange={event => setReason(event.target.value)}
        />
      </div>
      <Failure error={decide.error} />
      <div className="row">
        <Button
          type="primary"
          danger={kind === 'confirmed-secret'}
          disabled={!isReady}
          loading={decide.isPending}
          onClick={submit}
        >
          {words.decide}
        </Button>
        <span className="quiet decision-keys">{words.decideKeys}</span>
      </div>
    </div>
  )
}
