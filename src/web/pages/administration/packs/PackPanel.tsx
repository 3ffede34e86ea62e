import { App, Button, Spin } from 'antd'
import type { AnswerOf } from '../../../../server/api/routes.ts'
import { useAct } from '../../../api/queries.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { dateTime } from '../../../language/when.ts'
import { Failure, useFailureText } from '../../../shared/Failure.tsx'
import { Label } from '../../../shared/Label.tsx'
import { TrialResult } from './TrialResult.tsx'
import { packWords } from './words.ts'

type Pack = AnswerOf<'packs.list'>['items'][number]

/** How many recent items a dry run looks at. */
const trialItems = 20

export function PackPanel({ pack, mayChange }: { pack: Pack; mayChange: boolean }) {
  const words = useWords(packWords)
  const { language } = useLanguage()
  const { modal, message } = App.useApp()
  const text = useFailureText()
  const attempt = useAct('packs.try')
  const activate = useAct('packs.activate')
  const retire = useAct('packs.retire')
  const params = { pack: pack.id }
  const ask = (title: string, content: string, act: typeof activate | typeof retire) =>
    modal.confirm({
      title,
      content,
      onOk: async () => {
        try {
          await act.mutateAsync({ params })
          message.success(words.done)
        } catch (error) {
          message.error(text(error))
        }
      },
    })
  return (
    <section className="panel stack" aria-label={pack.name}>
      <div className="row">
        <strong className="item-title">{pack.name}</strong>
        <Label>{words.kind[pack.kind]}</Label>
        <Label tone={pack.state === 'active' ? 'green' : 'plain'}>{words.state[pack.state]}</Label>
        <span className="quiet">
          {words.rules(pack.rules)} · {words.by(pack.by.name, dateTime(pack.uploaded, language))}
        </span>
        <span className="shell-space" />
        {mayChange && (
          <>
            <Button
              aria-label={words.tryOf(pack.name)}
              loading={attempt.isPending}
              onClick={() => attempt.mutate({ params, body: { items: trialItems } })}
            >
              {words.try}
            </Button>
            {pack.state === 'active' ? (
              <Button
                aria-label={words.retireOf(pack.name)}
                onClick={() => ask(words.retireOf(pack.name), words.retireHint, retire)}
              >
                {words.retire}
              </Button>
            ) : (
              <Button
                type="primary"
                aria-label={words.activateOf(pack.name)}
                onClick={() => ask(words.activateOf(pack.name), words.activateHint, activate)}
              >
                {words.activate}
              </Button>
            )}
          </>
        )}
      </div>
      <div role="status">{attempt.isPending && <Spin description={words.trying} />}</div>
      <Failure error={attempt.error} />
      {attempt.data && <TrialResult trial={attempt.data} />}
    </section>
  )
}
