/** The samples are the first thing a newcomer sees screened: each verdict, and each finding in its place. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import table from '../../samples/expected.json' with { type: 'json' }
import { type Finding, type Screening, screeningSchema, type Verdict } from '../../src/document/screening.ts'

type Place = Pick<Finding, 'category' | 'page' | 'channel' | 'match'>
const expected = table as Record<string, { verdict: Verdict; findings: Place[] }>

const command = ['src/cli/bin.js', 'scan', 'samples', '--format', 'jsonl', '--no-progress']
const screenings = new Map<string, Screening>()

/** Exit 1 is what the samples should give: it only says that something is at or above `--fail-on`. */
async function scanSamples(): Promise<string> {
  try {
    return (await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26 })).stdout
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string }
    if (code === 1 && stdout) return stdout
    throw new Error(`scan ended with ${String(code)}: ${stderr}`)
  }
}

beforeAll(async () => {
  for (const line of (await scanSamples()).trimEnd().split('\n')) {
    const screening = screeningSchema.parse(JSON.parse(line))
    screenings.set(basename(screening.path), screening)
  }
}, 180_000)

/** Beside the samples, and left out by the checkout's .baoshenignore. */
const descriptions = ['README.md', 'expected.json', 'integrations']
/** OCR may read one bracket for another; that is no other number. */
const plain = (text: string) =>
  text
    .replaceAll(/\s/g, '')
    .replaceAll(/[〔[（(【]/g, '〔')
    .replaceAll(/[〕\]）)】]/g, '〕')

test('every sample is expected, and every expected sample is screened', () => {
  const names = Object.keys(expected).sort()
  expect(
    readdirSync('samples')
      .filter(name => !descriptions.includes(name))
      .sort(),
  ).toEqual(names)
  expect([...screenings.keys()].sort()).toEqual(names)
})

describe.each(Object.entries(expected))('%s', (name, { verdict, findings }) => {
  test(`is ${verdict}`, () => {
    const screening = screenings.get(name)
    expect(screening?.problems.filter(problem => problem.severity === 'error')).toEqual([])
    expect(screening?.verdict).toBe(verdict)
  })

  test.each(findings)('$match is found in its place', ({ category, page, channel, match }) => {
    const found = screenings.get(name)?.findings ?? []
    const places = found.map(finding => ({
      category: finding.category,
      page: finding.page,
      channel: finding.channel,
      match: plain(finding.match),
    }))
    expect(places).toContainEqual({ category, page, channel, match: expect.stringContaining(plain(match)) })
  })
})
