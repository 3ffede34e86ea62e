/** Packs from outside: what is wrong is told with file, line and field, and nothing hostile gets in. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PackError } from '../../src/packs/error.ts'
import { builtInPacks, loadPacks } from '../../src/packs/load.ts'
import { readPack } from '../../src/packs/read.ts'
import { dangerOf } from '../../src/packs/vet.ts'
import { packSkeleton } from '../../src/rules/skeleton.ts'
import { cpuMilliseconds } from '../cpu-time.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-packs-'))
const sound = packSkeleton('own.test')

function refusal(source: string): PackError {
  try {
    readPack(source, 'own.yaml', { vet: true })
  } catch (error) {
    if (error instanceof PackError) return error
    throw error
  }
  throw new Error('the pack was accepted')
}

describe('a pack', () => {
  it('is accepted when it is sound', () => {
    expect(readPack(sound, 'own.yaml', { vet: true }).rules[0]?.id).toBe('own.test')
  })

  it.each([
    ['a wrong severity', sound.replace('severity: review', 'severity: fatal'), 'rules.0.severity'],
    ['an unknown field', sound.replace('severity: review', 'severity: review\n    colour: red'), 'rules.0'],
    ['a missing title', sound.replace(/ {4}title:.*\n/, ''), 'rules.0'],
    [
      'text instead of a list',
      sound.replace('phrases: [青松工程]', 'phrases: 青松工程'),
      'rules.0.match.phrases',
    ],
    ['an id with spaces', sound.replace('id: own.test', 'id: own test'), 'rules.0.id'],
  ])('with %s is refused with line and field', (_, source, field) => {
    const { place, message } = refusal(source)
    expect(place.field).toContain(field)
    expect(place.line).toBeGreaterThan(1)
    expect(message).toMatch(/^own\.yaml:\d+/)
    expect(refusal(source).in('zh')).toMatch(/[一-龥]/)
  })

  it.each([
    ['no YAML', 'rules: ['],
    ['a list', '[1, 2]'],
    ['a number', '7'],
    ['nothing', ''],
    ['binary', '\u0000\u0001\u0002'],
  ])('that is %s is refused', (_, source) => {
    expect(refusal(source)).toBeInstanceOf(PackError)
  })

  it('that is a YAML bomb is refused quickly', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level++) {
      bomb.push(`a${level}: &a${level} [${new Array(10).fill(`*a${level - 1}`).join(', ')}]`)
    }
    const started = cpuMilliseconds()
    expect(refusal(`${sound}\nshared:\n  ${bomb.join('\n  ')}\n`)).toBeInstanceOf(PackError)
    expect(cpuMilliseconds(started)).toBeLessThan(5_000)
  })

  it('of 10 MB is refused by its size', () => {
    const large = sound.replace('[青松工程]', `["${'青'.repeat(4_000_000)}"]`)
    expect(refusal(large).message).toMatch(/limit/)
  })

  const withPattern = (pattern: string) =>
    sound.replace('phrases: [青松工程]', `pattern: ${JSON.stringify(pattern)}\n      anchors: [青松]`)

  it.each(['(a+)+$', '(青|青)*b', '(.*)*x', '([一-龥]+)*号', 'a{1,5000}{1,5000}', '('])(
    'with the expression %s is refused with the reason',
    pattern => {
      const { place, message } = refusal(withPattern(pattern))
      expect(place.field).toBe('rules.0.match.pattern')
      expect(message).toMatch(/refused/)
    },
  )

  it('with an expression of 10 MB is refused', () => {
    expect(refusal(withPattern('a'.repeat(10 * 2 ** 20)))).toBeInstanceOf(PackError)
  })
})

describe('loadPacks', () => {
  it('loads a file beside built-in packs, and refuses the same rule id twice', async () => {
    const file = path.join(folder, 'own.yaml')
    writeFileSync(file, sound)
    expect((await loadPacks(['cn-telegram', file])).map(pack => pack.pack)).toEqual([
      'cn-telegram',
      'own-test',
    ])
    const copy = path.join(folder, 'copy.yaml')
    writeFileSync(copy, readFileSync(file))
    await expect(loadPacks([file, copy])).rejects.toThrow(/already used/)
  })

  it.each(['no-such-pack', '/no/such/file.yaml', ''])('refuses %j', async source => {
    await expect(loadPacks([source])).rejects.toThrow(PackError)
  })
})

describe('the built-in packs', () => {
  it('hold no expression that could be driven into backtracking', async () => {
    expect((await builtInPacks()).length).toBeGreaterThan(10)
    for (const pack of await loadPacks([])) {
      for (const rule of pack.rules) {
        if ('pattern' in rule.match) expect(dangerOf(rule.match.pattern, 'iu', 30), rule.id).toBeNull()
      }
    }
  })
})
