import { stat } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { inDatabaseTime } from '../../src/server/gate/database-time.ts'

/** Nothing else is done in this process meanwhile. */
function holdUp(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

it('does not take for late what came while the process itself was held up', async () => {
  const asked = inDatabaseTime(stat(import.meta.filename), 50)
  holdUp(200)
  expect((await asked).isFile()).toBe(true)
})

it('says no when nothing comes', async () => {
  const never = new Promise(() => {})
  await expect(inDatabaseTime(never, 50)).rejects.toMatchObject({ code: 'unavailable' })
})
