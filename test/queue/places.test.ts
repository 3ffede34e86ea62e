import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { MachineTurns } from '../../src/queue/machine-turns.ts'
import { Places } from '../../src/queue/places.ts'

it.runIf(process.platform === 'linux')(
  'what somebody waits for waits for no turn of the machine',
  async () => {
    const name = `baoshen-test-places-${process.pid}`
    const places = new Places(1, new MachineTurns({ name, count: 1 }))
    const { promise: end, resolve: finish } = Promise.withResolvers<void>()
    const held = new MachineTurns({ name, count: 1 }).run(() => end)
    await sleep(50)
    const order: string[] = []
    const rescanned = places.last(async () => order.push('rescan'))
    await sleep(50)
    await places.first(async () => order.push('upload'))
    finish()
    await Promise.all([held, rescanned])
    expect(order).toEqual(['upload', 'rescan'])
  },
)

it('places go to what somebody waits for before what nobody waits for', async () => {
  const places = new Places(1)
  const order: string[] = []
  const done = [
    places.last(async () => order.push('rescan 1')),
    places.last(async () => order.push('rescan 2')),
    places.first(async () => order.push('upload')),
  ]
  await Promise.all(done)
  expect(order.indexOf('upload')).toBeLessThan(order.indexOf('rescan 2'))
})
