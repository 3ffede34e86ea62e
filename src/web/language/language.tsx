/** Words in two languages: a table a page, in which a missing key is a type error. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { Language } from '../../document/problem.ts'
import { currentLanguage, rememberLanguage } from './current.ts'

/** The same keys with the same parameters, whatever the words. */
type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...given: infer G) => string
      ? (...given: G) => string
      : SameShape<T[K]>
}

export interface Words<T> {
  readonly zh: T
  readonly en: SameShape<T>
}

export function defineWords<T>(words: Words<T>): Words<T> {
  return words
}

const Context = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: 'zh',
  choose: () => {},
})

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(currentLanguage)
  const choose = useCallback((chosen: Language) => {
    rememberLanguage(chosen)
    setLanguage(chosen)
  }, [])
  const value = useMemo(() => ({ language, choose }), [language, choose])
  return <Context value={value}>{children}</Context>
}

export function useLanguage() {
  return useContext(Context)
}

export function useWords<T>(words: Words<T>): SameShape<T> {
  const { language } = useLanguage()
  return language === 'zh' ? (words.zh as SameShape<T>) : words.en
}
