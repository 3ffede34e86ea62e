import { expect, it } from 'vitest'
import { base64Text } from '../../src/extract/base64-text.ts'
import { cpuMilliseconds } from '../cpu-time.ts'

const encoded = Buffer.from('机密★20年\n关于某事的通知').toString('base64')

it.each([
  ['as it is', encoded],
  ['in lines', encoded.replaceAll(/(.{10})/g, '$1\n')],
  ['with line ends as programs write them', encoded.replaceAll(/(.{12})/g, '$1\\n')],
  ['for addresses', encoded.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')],
])('reads base64 %s', (_, value) => {
  expect(base64Text(value)).toBe('机密★20年\n关于某事的通知')
})

it('takes nothing else for it', () => {
  for (const value of ['short', '机密', `${encoded}!`, Buffer.from('plain English').toString('base64')])
    expect(base64Text(value)).toBeNull()
})

it('takes no longer than the text is long', () => {
  const startedAt = cpuMilliseconds()
  expect(base64Text(`${' '.repeat(2_000_000)}!`)).toBeNull()
  expect(cpuMilliseconds(startedAt)).toBeLessThan(5_000)
})
