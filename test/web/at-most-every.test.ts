/** A busy service sends events without a pause; a page still has to show what is new. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { atMostEvery } from '../../src/web/api/at-most-every.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('does the work now and then while events never pause, and after the last one', () => {
  let done = 0
  const pace = atMostEvery(500, () => {
    done += 1
  })
  for (let sent = 0; sent < 50; sent += 1) {
    pace.ask()
    vi.advanceTimersByTime(100)
  }
  expect(done).toBeGreaterThanOrEqual(8)
  expect(done).toBeLessThanOrEqual(10)
  const before = done
  pace.ask()
  vi.advanceTimersByTime(500)
  expect(done).toBe(before + 1)
  pace.ask()
  pace.stop()
  vi.advanceTimersByTime(1000)
  expect(done).toBe(before + 1)
})
