/** The document with its findings: pictures or text on one side, findings and decisions on the other. */
import { Alert } from 'antd'
import { useEffect, useState } from 'react'
import { mustChange } from '../../../../review/decision.ts'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { Submission } from '../../../../server/api/submissions.ts'
import { useApi } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { Loaded } from '../../../shared/Loaded.tsx'
import { itemWords } from '../words.ts'
import { FileChoice } from './FileChoice.tsx'
import { FindingPanel } from './FindingPanel.tsx'
import { Problems } from './Problems.tsx'
import { Reader } from './Reader.tsx'
import { useShortcuts, useShortcutsOn } from './use-shortcuts.ts'
import './document.css'

export function DocumentView({ submission }: { submission: Submission }) {
  const query = useApi('findings.list', { params: { submission: submission.id }, query: {} }, { keep: true })
  return <Loaded query={query}>{({ items }) => <View submission={submission} findings={items} />}</Loaded>
}

function View({ submission, findings }: { submission: Submission; findings: readonly FindingView[] }) {
  const words = useWords(itemWords)
  const [first] = findings
  const [selectedId, select] = useState<string | null>(first?.id ?? null)
  const selected = findings.find(each => each.id === selectedId) ?? null
  const [fileId, setFileId] = useState(first?.file ?? submission.content[0]?.id)
  const file = submission.content.find(each => each.id === fileId) ?? submission.content[0]
  const [areShortcutsOn, setShortcutsOn] = useShortcutsOn()
  useEffect(() => {
    if (selected) setFileId(selected.file)
  }, [selected])
  const step = (by: 1 | -1) => {
    const index = findings.findIndex(each => each.id === selectedId)
    const next = findings[(index + by + findings.length) % findings.length]
    if (next) select(next.id)
  }
  useShortcuts({ n: () => step(1), p: () => step(-1) }, areShortcutsOn)
  const mustReturn =
    submission.canDecide &&
    mustChange(findings.map(({ severity, decision }) => ({ severity, decision: decision?.kind ?? null })))
  return (
    <>
      {mustReturn && <Alert type="warning" showIcon title={words.mustReturn} />}
      <div className="document">
        <section className="document-reader panel" aria-labelledby="reader">
          <h2 id="reader" className="visually-hidden">
            {words.content}
          </h2>
          {submission.content.length > 1 && file && (
            <FileChoice files={submission.content} chosen={file.id} onChoose={setFileId} />
          )}
          {file && (
            <>
              <Problems problems={file.problems} />
              <Reader
                key={file.id}
                submission={submission}
                file={file}
                findings={findings}
                selected={selected?.file === file.id ? selected : null}
                onSelect={select}
                areShortcutsOn={areShortcutsOn}
              />
            </>
          )}
        </section>
        <FindingPanel
          submission={submission}
          findings={findings}
          selected={selected}
          onSelect={select}
          onStep={step}
          areShortcutsOn={areShortcutsOn}
          onShortcuts={setShortcutsOn}
        />
      </div>
    </>
  )
}
