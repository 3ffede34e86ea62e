/** Documents a second with 1 and 2 workers, and the peak memory of each, over the samples and small text files. */
import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { family, residentMegabytes } from './processes.ts'

const root = path.join(import.meta.dirname, '../..')
const bin = path.join(root, 'src/cli/bin.js')

interface Measured {
  readonly seconds: number
  readonly peakMegabytes: number
}

function measure(args: readonly string[]): Promise<Measured> {
  const started = performance.now()
  const child = spawn(process.execPath, [bin, 'scan', ...args, '--format', 'jsonl', '--quiet'], {
    stdio: 'ignore',
    cwd: root,
  })
  let peakMegabytes = 0
  const timer = setInterval(() => {
    if (process.platform !== 'linux' || child.pid === undefined) return
    const sum = family(child.pid).reduce((total, pid) => total + residentMegabytes(pid), 0)
    peakMegabytes = Math.max(peakMegabytes, sum)
  }, 100)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      clearInterval(timer)
      resolve({ seconds: (performance.now() - started) / 1000, peakMegabytes })
    })
  })
}

/** A folder of `count` office files: the fixtures of each format in turn. */
function mixedOfficeFiles(count: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-office-'))
  const fixtures = ['docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'rtf', 'odf', 'ofd'].map(format => {
    const own = path.join(root, 'test/fixtures', format)
    return readdirSync(own).map(name => path.join(own, name))
  })
  for (let i = 0; i < count; i++) {
    const files = fixtures[i % fixtures.length] ?? []
    const file = files[Math.floor(i / fixtures.length) % files.length]
    if (file) copyFileSync(file, path.join(folder, `${i}-${path.basename(file)}`))
  }
  return folder
}

/** Prints documents a second and the ratio of two workers to one. Start-up of the program is included. */
export async function benchThroughput(): Promise<void> {
  const texts = mkdtempSync(path.join(tmpdir(), 'baoshen-bench-'))
  const textFiles = 1000
  for (let i = 0; i < textFiles; i++) {
    writeFileSync(
      path.join(texts, `${i}.txt`),
      `关于第 ${i} 号工作的通知\n${'请各单位认真抓好落实。'.repeat(300)}\n`,
    )
  }
  const samples = ['docx', 'pdf', 'png', 'jpg', 'tif', 'html', 'txt', 'csv'].map(
    ending => `samples/*.${ending}`,
  )
  const sampleFiles = readdirSync(path.join(root, 'samples')).filter(
    name => !/\.(md|json)$/.test(name),
  ).length
  const office = mixedOfficeFiles(200)
  console.log('\nThroughput (whole program, start included)')
  try {
    for (const [title, count, args] of [
      [
        '200 office files (Word, Excel, PowerPoint, WPS, RTF, ODF, OFD; no OCR)',
        200,
        [office, '--ocr', 'off'],
      ],
      [`${textFiles} texts of 10 kB`, textFiles, [texts]],
      [`${sampleFiles} samples (Word, PDF, scans with OCR)`, sampleFiles, samples],
    ] as const) {
      const one = await measure([...args, '--concurrency', '1'])
      const two = await measure([...args, '--concurrency', '2'])
      const rate = ({ seconds }: Measured) => (count / seconds).toFixed(1)
      console.log(
        `  ${title}: 1 worker ${rate(one)}/s, peak ${one.peakMegabytes.toFixed(0)} MB; ` +
          `2 workers ${rate(two)}/s, peak ${two.peakMegabytes.toFixed(0)} MB; ratio ${(one.seconds / two.seconds).toFixed(2)}`,
      )
    }
  } finally {
    rmSync(texts, { recursive: true, force: true })
    rmSync(office, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchThroughput()
