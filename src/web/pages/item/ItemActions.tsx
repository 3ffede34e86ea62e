/** What the signed-in person may do with the item now; the server says which acts are possible. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { type ActName, acts } from '../../../review/lifecycle.ts'
import type { Submission } from '../../../server/api/submissions.ts'
import { refresh, useAct } from '../../api/queries.ts'
import { RequestError } from '../../api/request-error.ts'
import { useWords } from '../../language/language.tsx'
import { useTerms } from '../../language/terms.ts'
import { useFailureText } from '../../shared/Failure.tsx'
import { ReasonDialog } from '../../shared/ReasonDialog.tsx'
import { itemWords } from './words.ts'

const primary: readonly ActName[] = ['send', 'pass', 'approve']
const dangerous: readonly ActName[] = ['report', 'revoke']
/** The draft's own form has its button for submitting. */
const elsewhere: readonly ActName[] = ['submit']
const ordered: readonly ActName[] = [
  'send',
  'approve',
  'pass',
  'return',
  'revise',
  'withdraw',
  'revoke',
  'report',
]

export function ItemActions({ submission }: { submission: Submission }) {
  const words = useWords(itemWords)
  const terms = useTerms()
  const { message } = App.useApp()
  const client = useQueryClient()
  const text = useFailureText()
  const [asking, setAsking] = useState<ActName | null>(null)
  const { id, version, possible, verdict, undecided } = submission
  const params = { submission: id }
  const send = useAct('submissions.send')
  const revise = useAct('submissions.revise')
  const withReason = useReasonedActs(submission)
  const run = async (name: ActName) => {
    try {
      if (name === 'send') await send.mutateAsync({ params, body: { version } })
      else await revise.mutateAsync({ params, body: { version } })
      if (name === 'send') message.success(words.sent)
    } catch (error) {
      message.error(text(error))
      if (error instanceof RequestError && error.isStale) await refresh(client)
    }
  }
  const isHeldBack = (name: ActName) =>
    (name === 'send' && verdict === 'error') || (name === 'pass' && undecided > 0)
  return (
    <>
      {ordered
        .filter(name => possible.includes(name) && !elsewhere.includes(name))
        .map(name => (
          <Button
            key={name}
            type={primary.includes(name) ? 'primary' : 'default'}
            danger={dangerous.includes(name)}
            disabled={isHeldBack(name)}
            loading={(name === 'send' && send.isPending) || (name === 'revise' && revise.isPending)}
            onClick={() => ('reason' in acts[name] ? setAsking(name) : void run(name))}
          >
            {terms.act[name]}
          </Button>
        ))}
      {asking !== null && (
        <ReasonDialog
          title={words.actConfirm(terms.act[asking])}
          isDangerous={dangerous.includes(asking)}
          onClose={() => setAsking(null)}
          onConfirm={async reason => {
            await withReason[asking]?.(reason)
            message.success(words.done)
          }}
        >
          {asking === 'report' && <p>{words.reportHint}</p>}
        </ReasonDialog>
      )}
    </>
  )
}

function useReasonedActs({
  id,
  version,
}: Submission): Partial<Record<ActName, (reason: string) => Promise<unknown>>> {
  const withdraw = useAct('submissions.withdraw')
  const pass = useAct('submissions.pass')
  const back = useAct('submissions.return')
  const approve = useAct('submissions.approve')
  const revoke = useAct('submissions.revoke')
  const report = useAct('submissions.report')
  const request = (reason: string) => ({ params: { submission: id }, body: { version, reason } })
  return {
    withdraw: reason => withdraw.mutateAsync(request(reason)),
    pass: reason => pass.mutateAsync(request(reason)),
    return: reason => back.mutateAsync(request(reason)),
    approve: reason => approve.mutateAsync(request(reason)),
    revoke: reason => revoke.mutateAsync(request(reason)),
    report: reason => report.mutateAsync(request(reason)),
  }
}
