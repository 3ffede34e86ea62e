import { getEventListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Deadline } from '../../src/outbound/deadline.ts'

describe('a deadline', () => {
  it('is raised by any of its signals, with that one’s reason, also when it was before', () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const deadline = new Deadline([one.signal, other.signal], null)
    expect(deadline.signal.aborted).toBe(false)
    other.abort('enough')
    expect(deadline.signal.reason).toBe('enough')
    expect(deadline.hasPassed).toBe(false)
    expect(new Deadline([one.signal, other.signal], 1000).signal.reason).toBe('enough')
  })

  it('is raised when its time has come, and not when it was released before', async () => {
    const [kept, released] = [new Deadline([], 20), new Deadline([], 20)]
    released.release()
    await sleep(60)
    expect(kept.hasPassed).toBe(true)
    expect(kept.signal.reason).toMatchObject({ name: 'TimeoutError' })
    expect(released.signal.aborted).toBe(false)
  })

  it('leaves nothing with the signals that outlive it', () => {
    const { signal } = new AbortController()
    for (let count = 0; count < 100; count += 1) new Deadline([signal], 60_000).release()
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
