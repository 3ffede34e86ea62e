import { expect, it } from 'vitest'
import { retryAfterOf, waitBefore, waits } from '../../src/webhooks/schedule.ts'
import fc from '../fast-check.ts'

const now = new Date('2032-01-05T08:00:00.000Z')

it('waits longer and longer, a fifth more or less, for about a day, and then no more', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), random => {
      for (const [retry, wait] of waits.entries()) {
        const actual = waitBefore(retry, random) ?? 0
        expect(actual).toBeGreaterThanOrEqual(wait * 0.8 - 1)
        expect(actual).toBeLessThanOrEqual(wait * 1.2 + 1)
      }
      expect(waitBefore(waits.length, random)).toBeNull()
    }),
  )
  const hours = waits.reduce((sum, each) => sum + each, 0) / 3_600_000
  expect([waits[0], hours > 24, hours < 30]).toEqual([5000, true, true])
})

it('waits as long as the receiver asks for, but not for ever', () => {
  expect(waitBefore(0, 0.5, 90_000)).toBe(90_000)
  expect(waitBefore(0, 0.5, 1000)).toBe(5000)
  expect(waitBefore(0, 0.5, 10 ** 12)).toBe(86_400_000)
  expect(retryAfterOf('120', now)).toBe(120_000)
  expect(retryAfterOf('Mon, 05 Jan 2032 08:01:00 GMT', now)).toBe(60_000)
  expect(retryAfterOf('Mon, 05 Jan 2032 07:00:00 GMT', now)).toBe(0)
  for (const each of [undefined, '', 'soon', '-5']) expect(retryAfterOf(each, now)).toBe(0)
})
