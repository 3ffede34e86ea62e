/** Every example of samples/integrations/curl/README.md, run by a shell at a real service and compared with its answer. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPortal, ordinary, story } from '../../client/portal.ts'
import { startService, type TestService } from '../../server/harness.ts'
import { openShell, type Shell, samples } from '../shell.ts'

interface Example {
  readonly heading: string
  readonly script: string
  /** What the page says comes out; null: nothing is said. */
  readonly answer: { readonly language: string; readonly text: string } | null
}

const page = readFileSync(path.join(samples, 'integrations/curl/README.md'), 'utf8')
const examples: Example[] = page.split(/^## /m).flatMap(section => {
  const heading = section.split('\n', 1)[0] ?? ''
  const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }))
  return blocks.flatMap(({ language, text }, index) => {
    const next = blocks[index + 1]
    if (language !== 'sh') return []
    return [{ heading, script: text, answer: next && next.language !== 'sh' ? next : null }]
  })
})

let service: TestService
let shell: Shell
let env: Readonly<Record<string, string>>
beforeAll(async () => {
  service = await startService()
  shell = openShell()
  const { key } = await addPortal(service, 'screen')
  env = { BAOSHEN_URL: service.url, BAOSHEN_KEY: key }
  copyFileSync(
    path.join(samples, '关于市政公园夏季延长开放时间的通知.pdf'),
    path.join(shell.folder, 'notice.pdf'),
  )
  writeFileSync(path.join(shell.folder, 'page.html'), ordinary.html)
  writeFileSync(path.join(shell.folder, 'story.html'), story.html)
})
afterAll(async () => {
  await service.end()
  shell.end()
})

// In the order of the page: the first writes the file that the others use.
describe('the page', () => {
  it('has its examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7)
    expect(examples.slice(1).every(each => each.answer !== null)).toBe(true)
  })

  it.each(examples)('“$heading” answers what it says', async ({ script, answer }) => {
    const run = await shell.run(['bash', '-eu', '-c', script], { env })
    expect(run.status, run.stderr).toBe(0)
    if (answer?.language === 'json') expect(JSON.parse(run.stdout)).toEqual(JSON.parse(answer.text))
    else expect(run.stdout).toBe(answer?.text ?? '')
  })

  it('puts the key on no command line', () => {
    expect(page).not.toMatch(/curl[^\n]*\$BAOSHEN_KEY/)
  })
})
