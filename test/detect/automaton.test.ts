/** The automaton finds what a plain search finds. */

import { expect, test } from 'vitest'
import { buildAutomaton, findAll, Hits } from '../../src/detect/match/automaton.ts'
import fc from '../fast-check.ts'

function found(literals: readonly string[], text: string): string[] {
  const codes = Uint16Array.from(text, character => character.charCodeAt(0))
  const hits = new Hits()
  findAll(buildAutomaton(literals), codes, codes.length, hits)
  return Array.from(
    { length: hits.length },
    (_, index) => `${hits.end[index]} ${literals[hits.which[index] as number]}`,
  ).sort()
}

function plain(literals: readonly string[], text: string): string[] {
  const all: string[] = []
  for (const literal of literals)
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1))
      all.push(`${at + literal.length} ${literal}`)
  return all.sort()
}

const alphabet = fc.constantFrom('机', '密', '秘', '★', 'a', '1')
const word = fc.array(alphabet, { minLength: 1, maxLength: 5 }).map(list => list.join(''))

test('every occurrence of every literal, overlapping ones too', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 30 }),
      fc.array(alphabet, { maxLength: 200 }),
      (literals, list) => {
        const text = list.join('')
        expect(found(literals, text)).toEqual(plain(literals, text))
      },
    ),
    { numRuns: 400 },
  )
})

test('without regard to the case of Latin and Cyrillic letters', () => {
  expect(found(['Secret', 'СЕКРЕТНО'], 'secret SECRET секретно')).toHaveLength(3)
})

test('twenty thousand literals over many characters', () => {
  const literals = Array.from({ length: 20_000 }, (_, index) =>
    String.fromCharCode(
      0x4e00 + (index % 5000),
      0x5e00 + ((index * 7) % 6000),
      0x4e00 + Math.floor(index / 5000),
    ),
  )
  const text = `前${literals[0]}中${literals[12_345]}${literals[19_999]}后`
  expect(found(literals, text)).toEqual(
    plain([...new Set([literals[0], literals[12_345], literals[19_999]])] as string[], text),
  )
})
