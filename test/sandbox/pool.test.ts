import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { defaultLimits } from '../../src/document/limits.ts'
import { socketsAreDenied } from '../../src/sandbox/permissions.ts'
import { Pool } from '../../src/sandbox/pool.ts'

const entry = path.join(import.meta.dirname, 'children/misbehaving.ts')
const limits = { ...defaultLimits, megabytes: 300 }
const open = (seconds: number) => {
  const options = { packs: [], language: 'zh', ocr: 'off', threads: 1 } as const
  return new Pool(2, { ...options, limits: { ...limits, seconds } }, entry)
}
const pool = open(40)
/** Only for what never ends: on a busy machine everything else may take longer. */
const hasty = open(3)
afterAll(() => Promise.all([pool.close(), hasty.close()]))

const run = (behaviour: string, signal?: AbortSignal) =>
  (behaviour === 'hang' && !signal ? hasty : pool).run(
    async () => ({
      kind: 'screen',
      name: behaviour,
      bytes: new Uint8Array(1),
      today: '2031-01-01',
      stopAtFirst: false,
    }),
    { signal },
  )

/** Children of this process that are still there. */
function childrenLeft(): string[] {
  const listing = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
  return listing.split('\n').filter(line => line.includes('misbehaving.ts'))
}

describe('a child process that goes wrong', () => {
  it.each([
    ['hang', 'timeout', { seconds: 3 }],
    ['eat', 'out-of-memory', { limit: 300 }],
    ['eat-heap', 'out-of-memory', { limit: 300 }],
    ['exit', 'crashed', { reason: 'exit 7' }],
    ['abort', 'crashed', { reason: 'SIGABRT' }],
  ])('that does “%s” is lost with the problem %s, and the pool goes on', async (behaviour, code, details) => {
    const outcome = await run(behaviour)
    expect(outcome).toMatchObject({ kind: 'lost', type: 'text/plain', problem: { code, details } })
    // What was read before the end is still there to be judged.
    expect(outcome.kind === 'lost' && outcome.parts[0]?.lines[0]?.text).toBe('机密★20年')
    expect(await run('behave')).toMatchObject({ kind: 'judged' })
  })

  it('fails its own document only, while others are at work beside it', async () => {
    const names = ['behave', 'exit', 'behave', 'eat', 'behave', 'abort', 'behave']
    const outcomes = await Promise.all(names.map(name => run(name)))
    expect(outcomes.map(outcome => outcome.kind)).toEqual(
      names.map(name => (name === 'behave' ? 'judged' : 'lost')),
    )
  })

  it('that tries to get out is refused', async () => {
    const outcome = await run('escape')
    if (outcome.kind !== 'lost') throw new Error('expected the report of the attempts')
    const { socket, environment, ...others } = JSON.parse(String(outcome.problem.details.reason))
    expect(others).toEqual({
      read: 'ERR_ACCESS_DENIED',
      write: 'ERR_ACCESS_DENIED',
      writeProgram: 'ERR_ACCESS_DENIED',
      spawn: 'ERR_ACCESS_DENIED',
    })
    if (socketsAreDenied) expect(socket).toBe('ERR_ACCESS_DENIED')
    expect(environment.split(',').sort()).not.toContain('HOME')
  })

  it('is killed at once when the user interrupts, and nothing is left', async () => {
    const interrupt = new AbortController()
    const hanging = [
      run('hang', interrupt.signal),
      run('hang', interrupt.signal),
      run('behave', interrupt.signal),
    ]
    setTimeout(() => interrupt.abort(), 300)
    const outcomes = await Promise.all(hanging)
    expect(outcomes.map(outcome => outcome.kind === 'lost' && outcome.problem.code)).toEqual([
      'interrupted',
      'interrupted',
      'interrupted',
    ])
    await Promise.all([pool.close(), hasty.close()])
    expect(childrenLeft()).toEqual([])
  })
})
