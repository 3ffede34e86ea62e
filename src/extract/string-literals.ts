/**
 * The string literals and comments of a script, found in one pass without parsing it (ECMA-262 §12.4, §12.9).
 * A regular expression that is taken for a division turns strings and code around until the line ends; then
 * what stands between the strings is text, and given as well when it is Chinese.
 */
import { chinese } from './escapes.ts'

export interface StringLiteral {
  /** As written, without its quotes; its escapes stand unless it is `comment`. */
  readonly source: string
  readonly kind: 'string' | 'comment'
  /** Where it begins and ends in the script, quotes included. */
  readonly start: number
  readonly end: number
}

/** After these a slash begins a regular expression and does not divide. */
const expressionFollows =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|instanceof|do|else|throw|new)$/
const valueEnd = /[\w$)\]}"'`\u0080-\uffff]/

/** @returns literals in the order of the script, empty ones left out. Takes time linear in its length. */
export function literalsOf(script: string): StringLiteral[] {
  return new LiteralReader(script).literals
}

class LiteralReader {
  readonly literals: StringLiteral[] = []
  readonly #script: string
  /** Open braces inside each `${`, innermost last. */
  readonly #templates: number[] = []
  #at = 0
  /** Where the code since the last literal or comment begins. */
  #code = 0
  /** Up to here no regular expression ends: looking again from each slash would be quadratic. */
  #noExpression = 0

  constructor(script: string) {
    this.#script = script
    while (this.#at < script.length) this.#step()
    this.#leaveCode(script.length)
  }

  #step(): void {
    const character = this.#script[this.#at]
    if (character === '"' || character === "'") this.#string(character)
    else if (character === '`') this.#template(this.#at)
    else if (character === '/') this.#slash()
    else if (character === '{' || character === '}') this.#brace(character)
    else this.#at++
  }

  #string(quote: string): void {
    const start = this.#at
    let end = start + 1
    while (end < this.#script.length) {
      const character = this.#script[end]
      if (character === '\\') end++
      // A string that its line does not close ends with the line: what comes after is read anew.
      else if (character === quote || character === '\n' || character === '\r') break
      end++
    }
    this.#add('string', start, start + 1, Math.min(end, this.#script.length), end + 1)
  }

  /** From a backtick, or the brace that ends `${…}`, to the next of either. */
  #template(start: number): void {
    let end = start + 1
    while (end < this.#script.length && this.#script[end] !== '`') {
      if (this.#script[end] === '\\') end++
      else if (this.#script[end] === '$' && this.#script[end + 1] === '{') break
      end++
    }
    const opens = this.#script[end] === '$'
    if (opens) this.#templates.push(0)
    this.#add('string', start, start + 1, Math.min(end, this.#script.length), end + (opens ? 2 : 1))
  }

  #brace(brace: string): void {
    const depth = this.#templates.at(-1)
    if (depth === 0 && brace === '}') {
      this.#templates.pop()
      this.#template(this.#at)
      return
    }
    if (depth !== undefined) this.#templates[this.#templates.length - 1] = depth + (brace === '{' ? 1 : -1)
    this.#at++
  }

  #slash(): void {
    const start = this.#at
    const next = this.#script[start + 1]
    if (next === '/' || next === '*') {
      const closing = this.#script.indexOf(next === '/' ? '\n' : '*/', start + 2)
      const end = closing < 0 ? this.#script.length : closing
      this.#add('comment', start, start + 2, end, end + (next === '/' ? 0 : 2))
      return
    }
    const before = this.#script.slice(Math.max(this.#code, start - 20), start).trimEnd()
    const divides = before === '' ? this.#code > 0 : valueEnd.test(before.at(-1) ?? '')
    const end = divides && !expressionFollows.test(before) ? -1 : this.#regularExpressionEnd(start)
    this.#at = end < 0 ? start + 1 : end
  }

  /** Just after the closing slash; -1 when the line ends before it. */
  #regularExpressionEnd(start: number): number {
    let inClass = false
    if (start < this.#noExpression) return -1
    let at = start + 1
    for (; at < this.#script.length; at++) {
      const character = this.#script[at]
      if (character === '\n' || character === '\r') break
      if (character === '\\') at++
      else if (character === '[') inClass = true
      else if (character === ']') inClass = false
      else if (character === '/' && !inClass) return at + 1
    }
    this.#noExpression = at
    return -1
  }

  #add(kind: StringLiteral['kind'], start: number, from: number, to: number, end: number): void {
    this.#leaveCode(start)
    if (to > from) this.literals.push({ source: this.#script.slice(from, to), kind, start, end })
    this.#at = end
    this.#code = end
  }

  #leaveCode(end: number): void {
    const code = this.#script.slice(this.#code, end)
    if (chinese.test(code)) {
      this.literals.push({ source: code.trim(), kind: 'comment', start: this.#code, end })
    }
  }
}
