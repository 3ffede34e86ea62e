/** What the reader of a refusal asked for. */
import type { Language } from '../../document/problem.ts'

/** The first language of `Accept-Language` that there is a page in, by weight; Chinese when none is. */
export function languageOf(acceptLanguage: string): Language {
  let best: Language = 'zh'
  let bestWeight = 0
  for (const range of acceptLanguage.split(',').slice(0, 50)) {
    const [tag = '', ...parameters] = range.split(';').map(each => each.trim().toLowerCase())
    const language = /^zh\b/.test(tag) ? 'zh' : /^en\b/.test(tag) ? 'en' : null
    const quality = parameters.find(each => each.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    if (language && weight > bestWeight) {
      best = language
      bestWeight = weight
    }
  }
  return best
}

/** Programs of a page that ask for JSON are answered with it. */
export function wantsJson(accept: string): boolean {
  return /\bjson\b/i.test(accept) && !/text\/html/i.test(accept)
}
