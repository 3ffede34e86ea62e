/** The language of the pages; Chinese unless the person chose English. */
import type { Language } from '../../document/problem.ts'

const stored = 'baoshen.language'

function readStored(): Language {
  try {
    return localStorage.getItem(stored) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

let current = readStored()

export function currentLanguage(): Language {
  return current
}

export function rememberLanguage(language: Language): void {
  current = language
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  try {
    localStorage.setItem(stored, language)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is left.
  }
}
