/** What the last look at a site could not fetch, or not read to its end. */
import { Button } from 'antd'
import { useState } from 'react'
import { problemText } from '../../../document/problem-text.ts'
import { readableAddress } from '../../../rescan/report/readable-address.ts'
import { useApi } from '../../api/queries.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { Label } from '../../shared/Label.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { rescanWords } from './words.ts'

const page = 20

interface Props {
  readonly siteId: string
  /** Of the last run: what it has not come to is not in the list. */
  readonly isDone: boolean
}

export function Unscreened({ siteId, isDone }: Props) {
  const words = useWords(rescanWords)
  const { language } = useLanguage()
  const [limit, setLimit] = useState(page)
  const query = useApi(
    'sites.unscreened',
    { params: { site: siteId }, query: { limit } },
    {
      keep: true,
      refetchInterval: () => (isDone ? false : 5000),
    },
  )
  return (
    <Loaded query={query}>
      {({ items, next }) =>
        items.length === 0 ? (
          <Nothing text={isDone ? words.unscreenedNone : words.unscreenedNoneYet} />
        ) : (
          <>
            <ul className="plain-list stack" aria-label={words.unscreened}>
              {items.map(each => (
                <li key={each.ref}>
                  <div className="row">
                    <code className="rescan-place">{readableAddress(each.url ?? each.ref)}</code>
                    {each.dead && <Label tone="red">{words.deadLetter}</Label>}
                  </div>
                  <div>{problemText(each, language)}</div>
                </li>
              ))}
            </ul>
            {next !== null && limit < 200 && (
              <Button onClick={() => setLimit(Math.min(200, limit + 60))}>{words.more}</Button>
            )}
          </>
        )
      }
    </Loaded>
  )
}
