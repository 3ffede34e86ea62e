/** The engines as the sandbox runs them: a child that may read the program and nothing else. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharp } from '../../src/raster/sharp.ts'
import { fixtureFolder } from './fixtures.ts'

const root = path.join(import.meta.dirname, '../..')

interface Report {
  engine: string
  text: string[]
  megabytes: number
  sockets: string
}

async function readInChild(mode: string, file: string, readable: readonly string[]): Promise<Report> {
  const permissions = ['--permission', '--allow-addons', '--allow-worker']
  const reads = readable.map(folder => `--allow-fs-read=${folder}`)
  const script = path.join(import.meta.dirname, 'child.ts')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...permissions, ...reads, script, mode, file],
    { cwd: root },
  )
  return JSON.parse(stdout) as Report
}

describe('under node --permission, without writes, child processes and network', () => {
  test('paddle reads the mark and the telegram number', async () => {
    const report = await readInChild('paddle', path.join(fixtureFolder, 'meeting-150.png'), [root])
    expect(report).toMatchObject({ engine: 'paddle', sockets: 'ERR_ACCESS_DENIED' })
    expect(report.text).toContain('机密★20年')
  }, 120_000)

  test('tesseract reads the page with its data from the disk', async () => {
    const report = await readInChild('tesseract', path.join(fixtureFolder, 'meeting-150.png'), [root])
    expect(report).toMatchObject({ engine: 'tesseract', sockets: 'ERR_ACCESS_DENIED' })
    expect(report.text).toContain('会后归还')
  }, 120_000)
})

describe('a scan of 6000 × 8000 pixels', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'baoshen-ocr-'))
    const scan = sharp(await readFile(path.join(fixtureFolder, 'meeting-150.png')))
    await writeFile(path.join(folder, 'scan.jpg'), await large(scan))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each(['paddle', 'tesseract'])(
    '%s stays below 900 MB',
    async engine => {
      const report = await readInChild(engine, path.join(folder, 'scan.jpg'), [root, folder])
      expect(report.megabytes).toBeLessThan(900)
      expect(report.text).toContain('会后归还')
    },
    120_000,
  )
})

async function large(scan: ReturnType<typeof sharp>): Promise<Buffer> {
  return scan.resize(6000, 8000, { fit: 'fill' }).jpeg({ quality: 80 }).toBuffer()
}
