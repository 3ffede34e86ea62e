import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../src/document/problem.ts'
import { damageOf } from '../../src/extract/pdf/integrity.ts'
import fc from '../fast-check.ts'
import { fixture, readFixture, readPdf } from './pdf-reading.ts'

describe('a PDF beside its pages', () => {
  it('gives its properties, custom ones too, its XMP and its outline', async () => {
    const { parts, texts } = await readFixture('metadata.pdf')
    expect(parts[0]).toMatchObject({ label: 'metadata', page: null, width: null, height: null })
    expect(texts('metadata')).toEqual(
      expect.arrayContaining([
        'Title: 某局工作方案',
        'MiJi: 机密★10年',
        'pdf:Keywords: 秘密',
        'dc:title: 内部会议方案',
      ]),
    )
    expect(texts('outline')).toEqual(['一、密级说明', '（一）传阅范围'])
  })

  it('gives notes, hidden ones too, stamps, form fields and links', async () => {
    const { parts, problems, texts } = await readFixture('annotations.pdf')
    expect(texts('annotation')).toEqual([
      '内部文件',
      '此处机密',
      '某科',
      '隐藏的批注',
      'CONFIDENTIAL',
      'level',
      '秘密',
    ])
    expect(texts('link')).toEqual(['http://intranet.example/secret'])
    expect(texts('body')).toEqual(['关于公园开放的通知'])
    const stamp = parts[1]?.lines.find(line => line.text === '内部文件')
    expect(stamp?.box).toEqual([310, 314.4, 80, 20])
    expect(problems).toEqual([])
  })

  it('gives words that producers put where no reader looks: GBK, escapes in code, signatures, places, addresses', async () => {
    const latin = (text: string, encoding: BufferEncoding = 'utf8') =>
      Buffer.from(text, encoding).toString('latin1')
    const wide = (text: string) => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
    const objects = [
      `<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(write\\("\\\\u673a\\\\u5bc6"\\))>>/Names<</Dests 5 0 R>>/AcroForm<</Fields[6 0 R]>>>>`,
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R 6 0 R]>>',
      '<</Type/Annot/Subtype/Link/Rect[80 740 200 760]/A<</S/URI/URI(http://a/%E6%9C%BA%E5%AF%86.pdf)>>>>',
      `<</Names[${wide('绝密附件')}[3 0 R/Fit]]>>`,
      '<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/V 7 0 R/Rect[0 0 0 0]>>',
      `<</Type/Sig/Filter/Adobe.PPKLite/Reason${wide('密级：机密')}>>`,
      // 机密 in GBK.
      `<</Title(\xbb\xfa\xc3\xdc)/Subject(${latin('秘密')})>>`,
    ]
    const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('')
    const file = `%PDF-1.7\n${body}trailer<</Size 9/Root 1 0 R/Info 8 0 R>>\n%%EOF`
    const { texts } = await readPdf(Buffer.from(file, 'latin1'))
    expect(texts('metadata')).toEqual(
      expect.arrayContaining(['Title: 机密', 'Subject: 秘密', 'Destination: 绝密附件']),
    )
    expect(texts('hidden')).toContain('机密')
    expect(texts('alt')).toContain('密级：机密')
    expect(texts('link')).toEqual(['http://a/机密.pdf'])
  })

  it('gives the alternative text of its figures', async () => {
    const { texts } = await readFixture('alt-text.pdf')
    expect(texts('alt')).toEqual(['机密文件首页'])
  })

  it('gives the standard name of a stamp that viewers draw by its name alone', async () => {
    const { problems, texts } = await readFixture('stamp-without-appearance.pdf')
    expect(texts('annotation')).toEqual(['TOP SECRET'])
    expect(problems).toEqual([])
  })

  it('is not cleared with a stamp whose picture only its own viewer knows', async () => {
    const own = fixture('stamp-without-appearance.pdf')
    const bytes = Buffer.from(
      Buffer.from(own).toString('latin1').replace('/TopSecret', '/Qx8b1234z'),
      'latin1',
    )
    const { problems } = await readPdf(bytes)
    expect(problems).toMatchObject([{ code: 'part-unread', part: 'page 1' }])
  })

  it('gives the files attached to it and to its notes as documents of their own', async () => {
    const { parts, problems, texts } = await readFixture('attachment.pdf')
    expect(problems).toEqual([])
    expect(texts('filename')).toContain('密电名单.txt')
    const attached = parts.filter(part => part.label.startsWith('密电名单.txt › '))
    expect(attached.flatMap(part => part.lines.map(line => line.text))).toContain('市委密电〔2021〕15号')
  })

  it('gives what else it holds in words: notes with files, forms, program code, labels, replacement texts', async () => {
    const { parts, problems, texts } = await readFixture('corners.pdf')
    expect(problems).toEqual([])
    expect(texts('annotation')).toEqual(['level', '秘密★1年', '绝密★1年', '机密★1年'])
    expect(texts('alt')).toEqual(['秘密★2年', '机密★2年'])
    expect(texts('hidden')).toEqual(['app.alert("机密★3年");', '// 秘密★3年'])
    expect(texts('metadata')).toContain('Page label: 密-1')
    const form = parts[0]?.lines.filter(line => line.channel === 'body').map(line => line.text)
    expect(form).toEqual(['秘密★4年', '机密★4年'])
    const attached = parts.find(part => part.label === '底稿.txt › text')
    expect(attached?.lines.map(line => line.text)).toEqual(['机密★5年'])
    const unlisted = parts.find(part => part.label === 'attachment 16 › text')
    expect(unlisted?.lines.map(line => line.text)).toEqual(['绝密★5年'])
  })
})

describe('a PDF that is not whole', () => {
  it('needs its password', async () => {
    await expect(readFixture('user-password.pdf')).rejects.toMatchObject({ code: 'encrypted' })
  })

  it('is read when only changing it needs a password', async () => {
    const { problems, texts } = await readFixture('owner-password.pdf')
    expect(texts('body')).toEqual(['需要密码的文件'])
    expect(problems).toEqual([])
  })

  it.each([0.25, 0.5, 0.75, 0.9, 0.97])('is never taken for whole when cut at %f', async share => {
    for (const name of ['gbk-euc-h.pdf', 'strips.pdf', 'unmapped-font.pdf']) {
      const whole = fixture(name)
      const outcome = await readPdf(whole.slice(0, whole.length * share)).then(
        ({ problems }) => problems.map(problem => problem.code),
        error => [error.code],
      )
      expect(outcome, name).toContain('corrupt')
    }
  })

  it('is whole with white space, NULs or a little junk after its end', async () => {
    for (const junk of ['\n', '\0\0\0\0', ' x', '%junk\n']) {
      const bytes = Buffer.concat([fixture('gbk-euc-h.pdf'), Buffer.from(junk)])
      const { problems } = await readPdf(bytes)
      expect(problems, JSON.stringify(junk)).toEqual([])
    }
  })

  it('is damaged with an unfinished update after its end, or without its cross-references', () => {
    const whole = fixture('gbk-euc-h.pdf')
    expect(damageOf(whole)).toBeNull()
    expect(damageOf(Buffer.concat([whole, Buffer.from('9 0 obj\n<< /Type')]))).not.toBeNull()
    const lost = Buffer.from(
      Buffer.from(whole)
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n7'),
      'latin1',
    )
    expect(damageOf(lost)).not.toBeNull()
    expect(damageOf(new Uint8Array(0))).not.toBeNull()
  })

  it('says which page has an error, and reads what can be read of it and the others', async () => {
    const { problems, texts } = await readFixture('broken-page.pdf')
    expect(problems).toMatchObject([{ code: 'part-unread', part: 'page 2' }])
    expect(texts('body')).toEqual(['第一页', '第二页', '第三页'])
  })

  it('is damaged when the data of a page break off, which pdf.js does not say', async () => {
    const { problems } = await readFixture('cut-stream.pdf')
    expect(problems).toMatchObject([
      {
        code: 'corrupt',
        details: {
          reason: { en: expect.stringContaining('the data of object 4 break off'), zh: expect.any(String) },
        },
      },
    ])
  })

  it('is damaged when its tree holds more pages than it counts', async () => {
    const { problems, texts } = await readFixture('hidden-page.pdf')
    expect(texts('body')).toEqual(['第一页'])
    expect(problems).toMatchObject([{ code: 'corrupt' }])
  })

  it('ends in a problem code or a reading, never otherwise, when bytes are changed', {
    timeout: 120_000,
  }, async () => {
    const names = ['layers.pdf', 'annotations.pdf', 'metadata.pdf', 'unmapped-font.pdf', 'owner-password.pdf']
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) })
    const changes = fc.array(change, { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), changes, async (name, list) => {
        const bytes = Uint8Array.from(fixture(name))
        for (const { at, byte } of list) bytes[at % bytes.length] = byte
        const error = await readPdf(bytes).then(
          () => null,
          thrown => thrown,
        )
        expect(error === null || error instanceof ProblemError, String(error?.stack)).toBe(true)
      }),
      // Seeded: pdf.js drops rejected promises for a few mutations, which vitest counts against the test.
      { numRuns: 40, seed: 20_310_302 },
    )
  })

  it('is not cleared when text is set in a font that is not there', async () => {
    const { problems, texts } = await readFixture('missing-font.pdf')
    expect(problems).toMatchObject([{ code: 'part-unread', part: 'page 1' }])
    expect(texts('body')).toEqual(['正文'])
  })

  it('ends when its page tree does not', async () => {
    const { problems } = await readFixture('page-tree-loop.pdf')
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every(problem => problem.code === 'part-unread')).toBe(true)
  })

  it('stops at the limits with a problem', async () => {
    const pages = await readFixture('broken-page.pdf', { pages: 1 })
    expect(pages.texts('body')).toEqual(['第一页'])
    expect(pages.problems).toMatchObject([{ code: 'too-large' }])
    const characters = await readFixture('painted-one-by-one.pdf', { characters: 10 })
    expect(characters.problems).toMatchObject([{ code: 'too-large', part: 'page 1' }])
  })

  it('is refused when it is no PDF', async () => {
    await expect(readPdf(Buffer.from('hello'))).rejects.toMatchObject({ code: 'corrupt' })
  })
})

/** Runs a script in a Node process of its own under the sandbox's permissions. */
function sandboxed(script: string): { lines: string[]; stderr: string; status: number | null } {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const permissions = [
    '--no-warnings',
    '--permission',
    `--allow-fs-read=${root}`,
    '--allow-addons',
    '--allow-worker',
  ]
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...permissions,
      '--input-type=module',
      '-e',
      `import { readFixture } from './test/extract/pdf-reading.ts'\n${script}`,
    ],
    { cwd: root, encoding: 'utf8' },
  )
  return { lines: stdout.trim().split('\n'), stderr, status }
}

describe('in a process with the permissions of the sandbox', () => {
  it('text, pictures and pages are read', { timeout: 120_000 }, () => {
    const { lines, stderr } = sandboxed(`
      for (const name of ['gbk-euc-h.pdf', 'unmapped-font.pdf', 'scanner-codecs.pdf']) {
        const { problems, rasters, parts } = await readFixture(name)
        console.log(name, problems.length, rasters.size, parts[1].lines.length)
      }`)
    expect(stderr).toBe('')
    expect(lines).toEqual(['gbk-euc-h.pdf 0 0 4', 'unmapped-font.pdf 0 1 2', 'scanner-codecs.pdf 0 3 0'])
  })

  it('a promise that pdf.js leaves rejected is a problem, not the end of the process', {
    timeout: 120_000,
  }, () => {
    const { lines, stderr, status } = sandboxed(`
      const { problems } = await readFixture('lost-object.pdf')
      console.log(problems.map((problem) => problem.details.reason).includes('Bad (uncompressed) XRef entry: 8R'))
      console.log(process.listenerCount('unhandledRejection'))`)
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(lines).toEqual(['true', '0'])
  })
})
