/** 7-Zip under the rights of a parser's child process: reading the program and nothing else. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { childEnvironment, childFlags } from '../../src/sandbox/permissions.ts'

const run = promisify(execFile)
const url = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href)

const script = `
  import { readFileSync } from 'node:fs'
  import { extract } from ${url('src/extract/extract.ts')}
  import { defaultLimits } from ${url('src/document/limits.ts')}
  for (const name of ['marks.7z', 'marks.rar', 'marks.tar.xz']) {
    const bytes = readFileSync(new URL(name, ${url('test/fixtures/archive/')}))
    const { parts } = await extract(bytes, { name, limits: defaultLimits, problem: console.error })
    for await (const part of parts) for (const line of part.lines) console.log(line.text)
  }
  if (process.type !== undefined) console.error('process.type is left behind')
`

test('archives are unpacked without a right to write, to start processes or to reach the network', async () => {
  const flags = [...childFlags(1024), '--input-type=module', '-e', script]
  const { stdout, stderr } = await run(process.execPath, flags, { env: childEnvironment() })
  expect(stderr).toBe('')
  expect(stdout.match(/^机密★20年$/gm)).toHaveLength(3)
})
