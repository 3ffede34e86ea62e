/** Simple selectors of CSS: names, classes and ids below one another (Selectors Level 4 §3). */

/** One element on the way from the root to the current one. */
export interface StyledElement {
  readonly name: string
  readonly id: string
  readonly classes: readonly string[]
}

/** What one element has to be. `*` and the empty string stand for any. */
export interface Compound {
  readonly name: string
  readonly id: string
  readonly classes: readonly string[]
  /** Whether the compound before it must be the parent, not just an ancestor. */
  readonly child: boolean
}

const compoundPattern = /^(\*|[a-zA-Z][\w-]{0,100})?((?:[.#][\w\u0080-\uffff-]{1,200}){0,10})$/

/** Of the key of a rule: what the element that it is for must have at least. */
export function keyOf({ id, classes, name }: Compound): string {
  return id ? `#${id}` : classes[0] ? `.${classes[0]}` : name
}

/** Keys of the rules that may be for an element. */
export function keysOf({ id, classes, name }: StyledElement): string[] {
  const keys = [name, '*', ...classes.map(each => `.${each}`)]
  if (id) keys.push(`#${id}`)
  return keys
}

/** Compounds of names, classes and ids, joined by white space or `>`; null for anything richer. */
export function parseSelector(selector: string): Compound[] | null {
  const compounds: Compound[] = []
  let child = false
  for (const token of selector.replaceAll('>', ' > ').split(/\s+/, 20)) {
    if (token === '') continue
    if (token === '>') {
      child = true
      continue
    }
    const match = compoundPattern.exec(token)
    if (!match) return null
    const parts = match[2]?.match(/[.#][^.#]+/g) ?? []
    const classes = parts.filter(part => part.startsWith('.')).map(part => part.slice(1))
    const id = parts.find(part => part.startsWith('#'))?.slice(1) ?? ''
    compounds.push({ name: match[1]?.toLowerCase() ?? '*', id, classes, child })
    child = false
  }
  return compounds.length > 0 ? compounds : null
}

export function matches(
  compounds: readonly Compound[],
  element: StyledElement,
  ancestors: readonly StyledElement[],
): boolean {
  if (!fits(compounds.at(-1), element)) return false
  let at = ancestors.length - 1
  for (let i = compounds.length - 2; i >= 0; i--) {
    const parentOnly = compounds[i + 1]?.child
    while (at >= 0 && !parentOnly && !fits(compounds[i], ancestors[at])) at--
    if (at < 0 || !fits(compounds[i], ancestors[at])) return false
    at--
  }
  return true
}

function fits(compound: Compound | undefined, element: StyledElement | undefined): boolean {
  if (!compound || !element) return false
  if (compound.name !== '*' && compound.name !== element.name) return false
  if (compound.id !== '' && compound.id !== element.id) return false
  return compound.classes.every(name => element.classes.includes(name))
}
