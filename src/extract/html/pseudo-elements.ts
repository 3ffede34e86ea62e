/**
 * What style sheets put before and behind the text of which elements: 机 by `.level::before`, 密★20年 in the element.
 * Each text is read by itself as well (`generated-content.ts`); here it finds its place beside the others.
 */
import type { Attributes } from './attributes.ts'
import { blocksOf, opaquePieces } from './css.ts'
import { decodeCssEscapes } from './generated-content.ts'
import { type Compound, keyOf, keysOf, matches, parseSelector, type StyledElement } from './selectors.ts'

/** A text, or the name of the attribute that holds it. */
type Piece = { readonly text: string } | { readonly attribute: string }

interface PseudoRule {
  readonly compounds: readonly Compound[]
  readonly place: 'before' | 'after'
  readonly pieces: readonly Piece[]
}

const ruleLimit = 2_000
const sameKeyLimit = 100
/** Comparisons with an element or ancestor; a hostile page would otherwise cost rules × elements × depth. */
const comparisonLimit = 5_000_000
/** Signs that one rule puts into each of its elements, and all of them into a page. */
const longestText = 200
const mostSigns = 200_000

const pseudoSelector = /^(.{0,500}?)(?:::?(before|after|marker))$/is
/** Conditions that are taken for met: a text too many beside others only makes a line that is looked at for marks. */
const conditions = /:[\w-]{1,50}(?:\([^()]{0,200}\))?|\[[^[\]]{0,200}\]/g
const contentProperty = /(?:^|[;\s])content\s{0,9}:/i
const attributePattern = /attr\(\s{0,9}([\w-]{1,100})/gi

export class PseudoElements {
  /** By what their element must have at least. */
  readonly #rules = new Map<string, PseudoRule[]>()
  #count = 0
  #comparisons = 0
  #signs = 0

  /** Adds the rules of a `<style>` block. */
  add(css: string): void {
    if (!/:(?:before|after|marker)/i.test(css)) return
    for (const { selectors, body } of blocksOf(css, true)) {
      const pieces = piecesOf(body)
      if (pieces.length === 0) continue
      for (const selector of selectors.split(',')) this.#addRule(selector.trim(), pieces)
    }
  }

  #addRule(selector: string, pieces: readonly Piece[]): void {
    const [, element = '', pseudo] = pseudoSelector.exec(selector) ?? []
    if (pseudo === undefined || this.#count >= ruleLimit) return
    const bare = element.replaceAll(conditions, '').split(/[+~]/).at(-1)
    const compounds = parseSelector(bare?.trim() || '*')
    const last = compounds?.at(-1)
    if (!compounds || !last) return
    const rules = this.#rules.get(keyOf(last)) ?? []
    this.#rules.set(keyOf(last), rules)
    if (rules.length >= sameKeyLimit) return
    const place = pseudo.toLowerCase() === 'after' ? 'after' : 'before'
    rules.push({ compounds, place, pieces })
    this.#count++
  }

  /** The texts around an element under these ancestors, root first; empty where there is none. */
  of(
    element: StyledElement,
    ancestors: readonly StyledElement[],
    attributes: Attributes,
  ): { before: string; after: string } {
    const texts = { before: '', after: '' }
    if (this.#rules.size === 0) return texts
    for (const key of keysOf(element)) {
      for (const rule of this.#rules.get(key) ?? []) {
        if (this.#comparisons > comparisonLimit || this.#signs > mostSigns) return texts
        this.#comparisons += rule.compounds.length > 1 ? ancestors.length + 1 : 1
        if (!matches(rule.compounds, element, ancestors)) continue
        const text = rule.pieces
          .map(piece => ('text' in piece ? piece.text : (attributes[piece.attribute] ?? '')))
          .join('')
          .slice(0, longestText)
        // The last one wins in a browser; which one that is takes more of CSS than is here, so all are kept.
        texts[rule.place] += text
        this.#signs += text.length
      }
    }
    return texts
  }
}

/** What `content:` of these declarations shows, in its order; icons, which say nothing, are left out. */
function piecesOf(body: string): Piece[] {
  const start = contentProperty.exec(body)
  if (!start) return []
  const pieces: Piece[] = []
  const from = start.index + start[0].length
  let last = from
  const addAttributes = (source: string) => {
    for (const [, name = ''] of source.matchAll(attributePattern))
      pieces.push({ attribute: name.toLowerCase() })
  }
  for (const { kind, start: opening, end } of opaquePieces(body)) {
    if (opening < from || kind !== 'string') continue
    const gap = body.slice(last, opening)
    if (gap.includes(';')) break
    addAttributes(gap)
    const closed = end - 1 > opening && body[end - 1] === body[opening]
    const text = decodeCssEscapes(body.slice(opening + 1, closed ? end - 1 : end))
    if (/[\p{L}\p{N}★☆]/u.test(text)) pieces.push({ text })
    last = end
  }
  addAttributes(body.slice(last).split(';', 1)[0] ?? '')
  return pieces
}
