/** The picture of one page, with a box on every finding that has a place. */
import { Spin } from 'antd'
import { useEffect, useRef } from 'react'
import type { FindingView } from '../../../../server/api/findings.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { useRuleWords } from '../../../shared/use-rule-words.ts'
import { sharedWords } from '../../../shared/words.ts'
import type { ReaderProps } from './Reader.tsx'
import { usePagePicture } from './use-page-picture.ts'
import { documentWords } from './words.ts'

interface Props extends ReaderProps {
  readonly page: number
  readonly zoom: number
  readonly isRevealed: boolean
  readonly onPage: readonly FindingView[]
}

/** How many boxes before this one have their number where it has its own: numbers then stand side by side. */
function placesTaken(
  finding: FindingView,
  index: number,
  onPage: readonly FindingView[],
  width: number,
): number {
  const near = (a: number, b: number) => Math.abs(a - b) < width / 40
  const at = finding.box
  return onPage
    .slice(0, index)
    .filter(({ box }) => box !== null && at !== null && near(box[0], at[0]) && near(box[1], at[1])).length
}

const percent = (part: number, whole: number) => `${(100 * part) / whole}%`

export function PagePicture({
  submission,
  file,
  page,
  zoom,
  isRevealed,
  onPage,
  findings,
  selected,
  onSelect,
}: Props) {
  const words = useWords(documentWords)
  const shared = useWords(sharedWords)
  const ruleWords = useRuleWords()
  const frame = useRef<HTMLElement>(null)
  const { query, url } = usePagePicture({ submission: submission.id, file: file.id, page, isRevealed })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box is scrolled to when picture, choice or zoom change
  useEffect(() => {
    const box = frame.current?.querySelector<HTMLElement>('[aria-pressed="true"]')
    if (!frame.current || !box) return
    frame.current.scrollTo({
      top: box.offsetTop - frame.current.clientHeight / 3,
      left: box.offsetLeft - frame.current.clientWidth / 3,
    })
  }, [selected?.id, url, zoom])
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const { data } = query
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable with the keyboard
    <section className="page-frame" ref={frame} tabIndex={0} aria-label={words.pictureOf(file.name, page)}>
      {!data || !url ? (
        <div className="page-wait" role="status" aria-label={shared.loading}>
          <Spin />
        </div>
      ) : (
        <div className="page" style={{ width: `${zoom * 100}%` }}>
          <img src={url} alt={words.pictureOf(file.name, page)} />
          {onPage.map((finding, index) => {
            if (!finding.box) return null
            const [x, y, w, h] = finding.box
            const number = findings.indexOf(finding) + 1
            const isDecided = finding.decision !== null
            return (
              <button
                key={finding.id}
                type="button"
                className={`box box-${finding.severity}${isDecided ? ' box-decided' : ''}`}
                aria-pressed={finding.id === selected?.id}
                aria-label={words.finding(number, ruleWords(finding).title)}
                style={{
                  left: percent(x, data.width),
                  top: percent(y, data.height),
                  width: percent(w, data.width),
                  height: percent(h, data.height),
                }}
                onClick={() => onSelect(finding.id)}
              >
                <span
                  aria-hidden="true"
                  style={{ left: placesTaken(finding, index, onPage, data.width) * 30 - 2 }}
                >
                  {number}
                </span>
              </button>
            )
          })}
        </div>
      )}
    </section>
  )
}
