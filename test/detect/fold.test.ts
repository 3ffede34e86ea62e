/** Spellings that are one and the same to a reader fold to one. */
import { describe, expect, test } from 'vitest'
import { foldPart, foldText, foldWithOffsets, GAP, INVISIBLE, WIDE_GAP } from '../../src/detect/fold/view.ts'
import { line, part } from './part.ts'

describe('folding', () => {
  test.each([
    ['full width', '１０年，ＡＢＣ', '10年,ABC'],
    ['traditional and variant characters', '機密 祕密 絕密 長期 6個月', '机密秘密绝密长期6个月'],
    ['Kangxi radicals and CJK radicals', '⻓期 ⻅⼀', '长期见一'],
    ['a circled character', '㊙', '秘'],
    ['stars', '☆✩✰⋆⭐🌟∗✱✶', '★★★★★★★★★'],
    ['dashes and dots', '—–－·•・', '---···'],
    ['invisible characters', '秘\u200b密\ufeff★\u00ad1\u20600\u{e0041}年\ufe0f', '秘密★10年'],
    ['spaces between Chinese characters', '机 密　★\u00a010\t年', '机密★10年'],
    ['accents', 'TRÈS SECRET DÉFENSE, FÜR', 'TRES SECRET DEFENSE, FUR'],
    ['spaces between words', 'TOP  SECRET // SI\u3000NOFORN', 'TOP SECRET // SI NOFORN'],
    ['half a surrogate pair', '机\ud800密', '机密'],
  ])('%s', (_, text, folded) => expect(foldText(text)).toBe(folded))

  test('keeps what a bracket was', () =>
    expect(foldText('〔2021〕［2021］【2021】（2021）')).toBe('〔2021〕[2021]【2021】(2021)'))

  test('points from every folded character to the one it came from', () => {
    expect([...foldWithOffsets(' 秘\u200b 密🌟ﬁ').offsets]).toEqual([1, 4, 5, 7, 7])
  })

  test('remembers what was dropped', () => {
    const { gaps, length } = foldPart(part([line('机 密　\u200b★')]))
    expect([...gaps.subarray(0, length)]).toEqual([0, GAP, GAP | WIDE_GAP | INVISIBLE])
  })

  test('joins lines, with a space between two words', () => {
    const view = foldPart(part([line('机'), line('密'), line('TOP'), line('SECRET')]))
    expect([...view.starts]).toEqual([0, 1, 2, 6, 12])
    expect(String.fromCharCode(...view.codes.subarray(0, view.length))).toBe('机密TOP SECRET')
  })

  test('does not leave the gaps of an earlier, longer text behind', () => {
    foldPart(part([line('a 　'.repeat(200))]))
    const { gaps, length } = foldPart(part([line('甲乙丙ﷺ丁戊己')]))
    expect(gaps.subarray(0, length).every(gap => gap === 0)).toBe(true)
  })
})
