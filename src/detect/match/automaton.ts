/**
 * All literals of all packs in one pass: an Aho–Corasick automaton in a double array.
 *
 * `next = base[state] + symbol` is the child when `check[next] === state`; symbols are the folded characters that
 * occur in any literal, numbered from 1 by how often they occur. Latin letters of both cases share a symbol.
 */

export interface Automaton {
  /** Symbol of each UTF-16 code unit; 0 for characters in no literal. */
  readonly symbols: Uint16Array
  readonly base: Int32Array
  readonly check: Int32Array
  readonly fail: Int32Array
  /** 1 + index of the literal that ends in this state; 0 for none. */
  readonly literal: Int32Array
  /** The nearest shorter suffix state in which a literal ends; 0 for none. */
  readonly suffix: Int32Array
  /** 1 when a literal ends here or in a suffix. */
  readonly ends: Uint8Array
  readonly lengths: Uint16Array
}

/** Both cases of a Latin or Cyrillic letter are one symbol. */
function lower(code: number): number {
  if (code < 0x41) return code
  if (code < 0x5b) return code + 32
  if (code >= 0x410 && code < 0x430) return code + 32
  if (code >= 0x400 && code < 0x410) return code + 80
  return code
}

interface Trie {
  /** Children of each node as a sorted pair list: built breadth-first from the sorted literals. */
  readonly children: Map<number, number>[]
  readonly ends: Int32Array
}

function buildTrie(literals: readonly string[], symbols: Uint16Array): Trie {
  const children: Map<number, number>[] = [new Map()]
  const ends: number[] = [0]
  for (const [index, literal] of literals.entries()) {
    let node = 0
    for (let at = 0; at < literal.length; at++) {
      const symbol = symbols[literal.charCodeAt(at)] as number
      const here = children[node] as Map<number, number>
      let next = here.get(symbol)
      if (next === undefined) {
        next = children.length
        children.push(new Map())
        ends.push(0)
        here.set(symbol, next)
      }
      node = next
    }
    if (literal.length > 0) ends[node] = index + 1
  }
  return { children, ends: Int32Array.from(ends) }
}

function numberSymbols(literals: readonly string[]): { symbols: Uint16Array; count: number } {
  const frequency = new Map<number, number>()
  for (const literal of literals)
    for (let at = 0; at < literal.length; at++) {
      const code = lower(literal.charCodeAt(at))
      frequency.set(code, (frequency.get(code) ?? 0) + 1)
    }
  const order = [...frequency].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const symbols = new Uint16Array(0x10000)
  for (const [index, [code]] of order.entries()) symbols[code] = index + 1
  for (let code = 0x41; code < 0x430; code++) symbols[code] = symbols[lower(code)] as number
  return { symbols, count: order.length }
}

/**
 * Builds the automaton. Literals are folded, distinct and not empty; `lengths` are in folded UTF-16 units.
 * Time and memory grow with the sum of their lengths.
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const { symbols, count } = numberSymbols(literals)
  const trie = buildTrie(literals, symbols)
  let capacity = Math.max(1024, trie.children.length * 2 + count + 2)
  let base = new Int32Array(capacity)
  let check = new Int32Array(capacity).fill(-1)
  const grow = (needed: number) => {
    if (needed < capacity) return
    capacity = Math.max(needed + 1, capacity * 2)
    const [oldBase, oldCheck] = [base, check]
    base = new Int32Array(capacity)
    base.set(oldBase)
    check = new Int32Array(capacity).fill(-1)
    check.set(oldCheck)
  }
  // Breadth first; the root's children lie at their own symbol, so that base[0] is 0.
  const place = new Int32Array(trie.children.length)
  const parents: number[] = [0]
  check[0] = 0
  let free = 1
  for (let head = 0; head < parents.length; head++) {
    const node = parents[head] as number
    const state = place[node] as number
    const list = [...(trie.children[node] as Map<number, number>)].sort((a, b) => a[0] - b[0])
    if (list.length === 0) continue
    const smallest = (list[0] as [number, number])[0]
    let offset = 0
    if (node !== 0) {
      while (free < capacity && check[free] !== -1) free++
      // Dense regions are given up after a bounded search, so that building stays linear.
      let tries = 0
      for (offset = Math.max(1, free - smallest); ; offset++) {
        grow(offset + count + 1)
        if (list.every(([symbol]) => check[offset + symbol] === -1)) break
        if (++tries === 256) {
          free += 128
          offset = Math.max(offset, free - smallest)
        }
      }
    }
    base[state] = offset
    for (const [symbol, child] of list) {
      grow(offset + symbol + 1)
      check[offset + symbol] = state
      place[child] = offset + symbol
      parents.push(child)
    }
  }
  grow(capacity)
  return link(trie, parents, place, { symbols, base, check, count, literals })
}

interface Placed {
  symbols: Uint16Array
  base: Int32Array
  check: Int32Array
  count: number
  literals: readonly string[]
}

/** Fail links, breadth first, and the outputs. */
function link(trie: Trie, order: readonly number[], place: Int32Array, placed: Placed): Automaton {
  const { symbols, count, literals } = placed
  // A step may look at base + largest symbol: give it room, so that the loop needs no bounds check.
  let top = 0
  for (const state of place) top = Math.max(top, state)
  let highest = 0
  for (const state of place) highest = Math.max(highest, placed.base[state] as number)
  const size = Math.max(top, highest) + count + 2
  const base = new Int32Array(size)
  base.set(placed.base.subarray(0, size))
  const check = new Int32Array(size).fill(-1)
  check.set(placed.check.subarray(0, size))
  const fail = new Int32Array(size)
  const literal = new Int32Array(size)
  const suffix = new Int32Array(size)
  const ends = new Uint8Array(size)
  for (const node of order) {
    const state = place[node] as number
    literal[state] = trie.ends[node] as number
    for (const [symbol, child] of trie.children[node] as Map<number, number>) {
      const target = place[child] as number
      if (state === 0) continue
      let back = fail[state] as number
      while (back !== 0 && check[(base[back] as number) + symbol] !== back) back = fail[back] as number
      const next = (base[back] as number) + symbol
      fail[target] = check[next] === back && next !== 0 ? next : 0
    }
  }
  for (const node of order) {
    const state = place[node] as number
    const back = fail[state] as number
    suffix[state] = (literal[back] as number) !== 0 ? back : (suffix[back] as number)
    ends[state] = (literal[state] as number) !== 0 || (suffix[state] as number) !== 0 ? 1 : 0
  }
  return {
    symbols,
    base,
    check,
    fail,
    literal,
    suffix,
    ends,
    lengths: Uint16Array.from(literals, text => text.length),
  }
}

/** Hits of one pass, in order of their ends: literal `which[i]` ends before unit `end[i]`. */
export class Hits {
  which = new Int32Array(1024)
  end = new Int32Array(1024)
  length = 0

  add(which: number, end: number): void {
    if (this.length === this.which.length) {
      const { which: oldWhich, end: oldEnd } = this
      this.which = new Int32Array(this.length * 2)
      this.which.set(oldWhich)
      this.end = new Int32Array(this.length * 2)
      this.end.set(oldEnd)
    }
    this.which[this.length] = which
    this.end[this.length] = end
    this.length++
  }
}

/** Finds every occurrence of every literal. Linear in the text and the hits. */
export function findAll(automaton: Automaton, codes: Uint16Array, length: number, hits: Hits): void {
  const { symbols, base, check, fail, literal, suffix, ends } = automaton
  let state = 0
  for (let index = 0; index < length; index++) {
    const symbol = symbols[codes[index] as number] as number
    if (symbol === 0) {
      state = 0
      continue
    }
    let next = (base[state] as number) + symbol
    while (check[next] !== state) {
      if (state === 0) {
        next = 0
        break
      }
      state = fail[state] as number
      next = (base[state] as number) + symbol
    }
    state = next
    if (ends[state] !== 0)
      for (
        let at = literal[state] === 0 ? (suffix[state] as number) : state;
        at !== 0;
        at = suffix[at] as number
      )
        hits.add((literal[at] as number) - 1, index + 1)
  }
}
