/** The heading of a page: names the browser tab, and takes the focus when one comes from another page. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'
import './page-title.css'

interface Props {
  readonly title: string
  readonly children?: ReactNode
}

/** The last page that was shown; the first one leaves the focus where browsers put it. */
let shownBefore: string | null = null

export function PageTitle({ title, children }: Props) {
  const { product } = useWords(sharedWords)
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    document.title = `${title} · ${product}`
  }, [title, product])
  useEffect(() => {
    if (shownBefore !== null && shownBefore !== pathname) heading.current?.focus({ preventScroll: true })
    shownBefore = pathname
  }, [pathname])
  return (
    <div className="page-title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children && <div className="page-title-actions">{children}</div>}
    </div>
  )
}
