/** The frame of the pages before signing in. */
import type { ReactNode } from 'react'
import { LanguageSwitch } from '../../app/LanguageSwitch.tsx'
import { useWords } from '../../language/language.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { sharedWords } from '../../shared/words.ts'
import './entrance.css'

export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  const words = useWords(sharedWords)
  return (
    <div className="entrance">
      <header className="entrance-top">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <div>
          <div className="entrance-product">{words.product}</div>
          <div className="quiet">{words.slogan}</div>
        </div>
        <LanguageSwitch />
      </header>
      <main className="panel">
        <PageTitle title={title} />
        <div className="stack">{children}</div>
      </main>
    </div>
  )
}
