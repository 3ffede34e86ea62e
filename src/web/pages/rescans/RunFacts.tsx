/** How far a run has come, and what it has found. */
import { Button, Progress } from 'antd'
import type { Language } from '../../../document/problem.ts'
import type { SiteRun } from '../../../server/api/sites.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { Label } from '../../shared/Label.tsx'
import { rescanWords } from './words.ts'

interface Props {
  readonly run: SiteRun
  readonly siteName: string
  /** Documents; null: not known yet. */
  readonly unscreened: number | null
  readonly isOpen: boolean
  readonly onUnscreened: () => void
}

export function RunFacts({ run, siteName, unscreened, isOpen, onUnscreened }: Props) {
  const words = useWords(rescanWords)
  const { language } = useLanguage()
  const number = (value: number) => value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')
  const isOver = run.state !== 'running' && run.state !== 'paused'
  const percent = run.total ? Math.min(100, Math.floor((run.done / run.total) * 100)) : 0
  const facts = [
    [words.screened, run.screened],
    [words.known, run.reused + run.rematched],
    [words.unchanged, run.unchanged],
    [words.gone, run.gone],
    [words.skipped, run.skipped],
    [words.failed, run.failed],
  ] as const
  return (
    <div className="stack">
      <div className="quiet">
        {words.run(run.number)} · {words.byAndWhen(run.by.name, dateTime(run.started, language))}
        {run.finished && ` · ${words.finished(dateTime(run.finished, language))}`}
      </div>
      {!isOver && (
        <Progress
          percent={percent}
          status={run.state === 'paused' ? 'normal' : 'active'}
          aria-label={`${words.progress} ${siteName}`}
        />
      )}
      <div className="row">
        <strong>
          {run.total === null ? words.done(number(run.done)) : words.of(number(run.done), number(run.total))}
        </strong>
        {run.perMinute !== null && <span>{words.rate(number(Math.round(run.perMinute * 10) / 10))}</span>}
        {run.secondsLeft !== null && run.secondsLeft > 0 && (
          <span>{words.left(duration(run.secondsLeft, language))}</span>
        )}
        <span>
          {words.found} <strong>{number(run.found)}</strong>
        </span>
        {run.opened > 0 && <span>{words.opened(run.opened)}</span>}
        {run.leftOut > 0 && <span>{words.leftOut(run.leftOut)}</span>}
      </div>
      <dl className="rescan-facts">
        {facts
          .filter(([, value]) => value > 0)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{number(value)}</dd>
            </div>
          ))}
      </dl>
      <div className="row">
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-label={words.unscreenedOf(siteName)}
          onClick={onUnscreened}
        >
          {words.unscreened}
        </Button>
        {run.state === 'done' && run.done === run.gone + run.skipped && (
          <Label tone="orange">{words.nothingRead}</Label>
        )}
        {unscreened !== null && unscreened > 0 && (
          <Label tone="orange">{words.unscreenedCount(number(unscreened))}</Label>
        )}
        {run.dead > 0 && <span>{words.dead(run.dead)}</span>}
      </div>
    </div>
  )
}

/** `2 小时`, `15 min`: nobody plans by the second. */
function duration(seconds: number, language: Language): string {
  const [value, unit] =
    seconds >= 5400
      ? ([Math.round(seconds / 3600), 'hour'] as const)
      : seconds >= 90
        ? ([Math.round(seconds / 60), 'minute'] as const)
        : ([seconds, 'second'] as const)
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  return value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'long' })
}
