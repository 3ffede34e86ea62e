/**
 * Enough of CSS to tell what a page shows: declarations of style attributes and of `<style>` blocks with
 * simple selectors. What the page's external style sheets say is not part of the file.
 */
import { type Compound, keyOf, keysOf, matches, parseSelector, type StyledElement } from './selectors.ts'

export type Declarations = ReadonlyMap<string, string>

interface StyleRule {
  readonly compounds: readonly Compound[]
  readonly declarations: Declarations
  /** Those of them that win over what others say later. */
  readonly important: Declarations
  /** Specificity, then order in the file. */
  readonly weight: number
}

const ruleLimit = 5_000
/** Rules that can ask for the same id, class or name. */
const sameKeyLimit = 500
/** Comparisons with an element or ancestor; a hostile page would otherwise cost rules × elements × depth. */
const comparisonLimit = 20_000_000

/** Each declaration as `[property, value, whether it is important]`, in lower case, as they stand one after the other. */
export function* declarationsIn(source: string): Generator<[string, string, boolean]> {
  for (const declaration of source.split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase()
    const mark = value.lastIndexOf('!')
    const isImportant = mark >= 0 && value.slice(mark + 1).trim() === 'important'
    const property = declaration.slice(0, colon).trim().toLowerCase()
    yield [property, isImportant ? value.slice(0, mark).trimEnd() : value, isImportant]
  }
}

/** `display:none; color:#FFF !important` → property to value; what is important stays, whatever comes later. */
export function parseDeclarations(source: string): Declarations {
  const declarations = new Map<string, string>()
  for (const [property, value] of inForce(source, false)) declarations.set(property, value)
  for (const [property, value] of inForce(source, true)) declarations.set(property, value)
  return declarations
}

function* inForce(source: string, important: boolean): Generator<[string, string]> {
  if (important && !source.includes('!')) return
  for (const [property, value, isImportant] of declarationsIn(source)) {
    if (isImportant === important) yield [property, value]
  }
}

export class StyleSheet {
  /** Rules by the id, class or name that their last compound asks for. */
  readonly #rules = new Map<string, StyleRule[]>()
  #count = 0
  #comparisons = 0

  /** Adds the rules of a `<style>` block; at-rules (print, small screens) and other selectors are left out. */
  add(source: string): void {
    for (const { selectors, body } of blocksOf(source)) {
      if (
        !/display|visibility|opacity|font-size|indent|left|top|color|background|clip|height|width/i.test(body)
      )
        continue
      const declarations = parseDeclarations(body)
      const important = new Map(inForce(body, true))
      for (const selector of selectors.split(',')) this.#addRule(selector.trim(), declarations, important)
    }
  }

  #addRule(selector: string, declarations: Declarations, important: Declarations): void {
    const compounds = parseSelector(selector)
    const last = compounds?.at(-1)
    if (!compounds || !last || this.#count >= ruleLimit) return
    const key = keyOf(last)
    let specificity = 0
    for (const { id, classes, name } of compounds) {
      specificity += (id ? 100 : 0) + 10 * classes.length + (name === '*' ? 0 : 1)
    }
    const rule = { compounds, declarations, important, weight: specificity * 10_000 + this.#count++ }
    const rules = this.#rules.get(key)
    if (rules && rules.length < sameKeyLimit) rules.push(rule)
    else if (!rules) this.#rules.set(key, [rule])
  }

  /** Declarations that hold for an element under these ancestors (root first), those of its style attribute last. */
  resolve(element: StyledElement, ancestors: readonly StyledElement[], style: string): Declarations {
    if (this.#rules.size === 0 && style === '') return none
    const keys = keysOf(element)
    const matching: StyleRule[] = []
    const candidates =
      this.#comparisons < comparisonLimit ? keys.flatMap(key => this.#rules.get(key) ?? []) : []
    for (const rule of candidates) {
      this.#comparisons += rule.compounds.length > 1 ? ancestors.length + 1 : 1
      if (matches(rule.compounds, element, ancestors)) matching.push(rule)
    }
    matching.sort((a, b) => a.weight - b.weight)
    const all = new Map<string, string>()
    for (const { declarations } of matching)
      for (const [property, value] of declarations) all.set(property, value)
    for (const [property, value] of inForce(style, false)) all.set(property, value)
    for (const { important } of matching) for (const [property, value] of important) all.set(property, value)
    for (const [property, value] of inForce(style, true)) all.set(property, value)
    return all
  }
}

const none: Declarations = new Map()

/**
 * `selector { body }` pairs at the top level.
 * @param conditional whether those inside `@media` and the like count as well; otherwise they are left out.
 */
export function* blocksOf(
  source: string,
  conditional = false,
): Generator<{ selectors: string; body: string }> {
  const css = withoutComments(source).replaceAll(/<!--|-->/g, ' ')
  let at = 0
  while (at < css.length) {
    const open = css.indexOf('{', at)
    if (open < 0) return
    const selectors = css.slice(at, open).split(';').at(-1)?.trim() ?? ''
    // Its blocks come as if it were not there; its own closing brace goes with the next selector.
    if (conditional && selectors.replace(/^[}\s]+/, '').startsWith('@')) {
      at = open + 1
      continue
    }
    let depth = 1
    let end = open + 1
    while (end < css.length && depth > 0) {
      if (css[end] === '{') depth++
      else if (css[end] === '}') depth--
      end++
    }
    const body = css.slice(open + 1, end - 1)
    if (!selectors.startsWith('@') && !body.includes('{')) {
      yield { selectors: selectors.replace(/^[}\s]+/, ''), body }
    }
    at = end
  }
}

/** Escapes as the characters that they stand for (CSS Syntax §4.3.7). */
export function cssUnescaped(source: string): string {
  if (!source.includes('\\')) return source
  return source.replaceAll(/\\(?:([0-9a-f]{1,6})[ \t\r\n\f]?|\r?\n|([\s\S]))/gi, (_, code, character) => {
    const point = code === undefined ? 0 : Number.parseInt(code, 16)
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : (character ?? '')
  })
}

/** A part of a style sheet that holds the signs of others without their meaning. */
export interface OpaquePiece {
  /** `address`: `url(…)` without quotes. */
  readonly kind: 'comment' | 'string' | 'address'
  readonly start: number
  /** Behind its last character: the sign that ends it, unless it ends with its line or the sheet. */
  readonly end: number
}

/** What comes first decides: a comment in a string is none, nor is a quote in an address (CSS Syntax Level 3 §4.3). */
export function* opaquePieces(css: string): Generator<OpaquePiece> {
  const opening =
    /\/\*|["']|(?<![\w\u0080-\uffff\\-])(?:\\?u|\\0{0,4}[57]5\s?)(?:\\?r|\\0{0,4}[57]2\s?)(?:\\?l|\\0{0,4}[46]c\s?)\(\s*(?!["'\s])/gi
  for (let match = opening.exec(css); match; match = opening.exec(css)) {
    const { 0: sign, index: start } = match
    const kind = sign === '/*' ? 'comment' : sign.length === 1 ? 'string' : 'address'
    const end = kind === 'comment' ? endOfComment(css, start) : endOfPiece(css, opening.lastIndex, sign)
    yield { kind, start, end }
    opening.lastIndex = end
  }
}

function endOfComment(css: string, start: number): number {
  const close = css.indexOf('*/', start + 2)
  return close < 0 ? css.length : close + 2
}

/** @param sign a quote, or how an address began. */
function endOfPiece(css: string, start: number, sign: string): number {
  const closing = sign.length === 1 ? sign : ')'
  for (let at = start; at < css.length; at++) {
    const character = css.charAt(at)
    if (character === closing) return at + 1
    if (closing !== ')' && /[\n\r\f]/.test(character)) return at
    if (character === '\\') at += css.startsWith('\r\n', at + 1) ? 2 : 1
  }
  return css.length
}

export function withoutComments(source: string): string {
  if (!source.includes('/*')) return source
  let css = ''
  let at = 0
  for (const { kind, start, end } of opaquePieces(source)) {
    if (kind !== 'comment') continue
    css += `${source.slice(at, start)} `
    at = end
  }
  return css + source.slice(at)
}
