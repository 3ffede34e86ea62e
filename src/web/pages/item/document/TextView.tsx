/** The text as it was read, part by part, with the channel of every line that is not plain body. */

import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { partLabel } from '../../../../report/part-label.ts'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { AnswerOf } from '../../../../server/api/routes.ts'
import { call } from '../../../api/client.ts'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { useTerms } from '../../../language/terms.ts'
import { Failure } from '../../../shared/Failure.tsx'
import { Label } from '../../../shared/Label.tsx'
import { Nothing } from '../../../shared/Nothing.tsx'
import { channelLabel } from './channel-label.ts'
import { isHit } from './is-hit.ts'
import type { ReaderProps } from './Reader.tsx'
import { documentWords } from './words.ts'

type TextPart = AnswerOf<'files.text'>['parts'][number]

export function TextView({
  submission,
  file,
  isRevealed,
  findings,
  selected,
}: ReaderProps & { isRevealed: boolean }) {
  const words = useWords(documentWords)
  const place = useRef<HTMLElement>(null)
  const params = { submission: submission.id, file: file.id }
  const query = useInfiniteQuery({
    queryKey: ['files.text', params, isRevealed],
    gcTime: 0,
    queryFn: ({ pageParam, signal }) =>
      call(
        'files.text',
        { params, query: { from: pageParam, ...(isRevealed ? { revealed: 'true' } : {}) } },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.parts.length, 0)
      return shown < last.total && last.parts.length > 0 ? shown : null
    },
  })
  const { data } = query
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line is scrolled to when text or choice change
  useEffect(() => {
    const line = place.current?.querySelector<HTMLElement>('.text-line-chosen')
    if (line && place.current)
      place.current.scrollTo({ top: line.offsetTop - place.current.clientHeight / 3 })
  }, [selected?.id, data])
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const parts = data?.pages.flatMap(page => page.parts) ?? []
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable with the keyboard
    <section className="text-frame" ref={place} tabIndex={0} aria-label={words.text}>
      {data && parts.length === 0 && <Nothing text={words.noText} />}
      {parts.map(part => (
        <Part
          key={part.index}
          part={part}
          selected={selected}
          findings={findings.filter(each => each.file === file.id && each.part === part.label)}
        />
      ))}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.moreText}
        </Button>
      )}
    </section>
  )
}

function Part({
  part,
  findings,
  selected,
}: {
  part: TextPart
  findings: readonly FindingView[]
  selected: FindingView | null
}) {
  const { language } = useLanguage()
  const { channel } = useTerms()
  return (
    <>
      <h3 className="text-part">{partLabel(part.label, language)}</h3>
      {part.lines.map((line, index) => {
        const hits = findings.filter(each => isHit(line, each))
        const isChosen = selected !== null && hits.includes(selected)
        const classes = ['text-line', hits.length > 0 && 'text-line-hit', isChosen && 'text-line-chosen']
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file never change
          <p key={index} className={classes.filter(Boolean).join(' ')}>
            {line.channel !== 'body' && <Label>{channelLabel(line, channel)}</Label>}
            {line.text}
          </p>
        )
      })}
    </>
  )
}
