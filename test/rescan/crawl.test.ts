import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Resolve } from '../../src/outbound/connect.ts'
import type { Fetched } from '../../src/rescan/site-source.ts'
import { openCrawl } from '../../src/rescan/sources/open-web.ts'
import { retryAfter } from '../../src/rescan/sources/retry-after.ts'
import { siteSettingsSchema } from '../../src/rescan/sources/site-settings.ts'
import { lastmodValidator } from '../../src/rescan/sources/sitemap.ts'
import { drive } from './drive-source.ts'
import { type Answer, openSite, page, type WebSite } from './web-site.ts'

const sites: WebSite[] = []
const site = async (...parameters: Parameters<typeof openSite>) => {
  const opened = await openSite(...parameters)
  sites.push(opened)
  return opened
}
afterEach(async () => {
  for (const each of sites.splice(0)) await each.close()
})

const fast = { interval: 0, requestTimeout: 20, maxBytes: 200_000 }
/** Every name is this machine. */
const here: Resolve = async () => [{ address: '127.0.0.1', family: 4 }]

const crawl = async (port: number, settings: object = {}, resolve: Resolve = here, path = '/') => {
  const parsed = siteSettingsSchema.parse({ ...fast, ...settings })
  return openCrawl(`http://www.anlan.example:${port}${path}`, parsed, { resolve, allow: null })
}

const send =
  (type: string, body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type, ...headers }).end(body)
const redirect =
  (location: string): Answer =>
  (_, response) =>
    response.writeHead(302, { location }).end()

const said = (fetched: Fetched | undefined): string => {
  if (!fetched) return 'nothing'
  if (fetched.kind === 'problem') return fetched.problem.code
  return fetched.kind === 'skipped' ? `skipped ${fetched.why}` : fetched.kind
}

describe('a crawl of a site with everything that goes wrong', () => {
  it('finishes, says what it could not read, and asks nobody who was not named', async () => {
    const forbidden = await site({})
    const elsewhere = `http://127.0.0.1:${forbidden.port}`
    const hostile = await site({
      '/robots.txt': send('text/plain', 'User-agent: *\nDisallow: /admin/\n'),
      '/': page(
        ...['/a.html', '/slow', '/drip', '/cut', '/short', '/badgzip', '/huge', '/bomb', '/gone', '/error'],
        ...['/denied', '/loop1', '/self', '/hop', '/away', '/inside', '/admin/users', '/wrong.pdf', '/film'],
        ...['/style.css', '/data', `${elsewhere}/x`, `http://other.example:${forbidden.port}/`],
        ...[
          `http://[::1]:${forbidden.port}/`,
          `http://localhost:${forbidden.port}/`,
          '//10.0.0.1/',
          'http://2130706433/',
        ],
        ...[
          'javascript:alert(1)',
          'mailto:a@anlan.example',
          'data:text/html,x',
          'file:///etc/passwd',
          'ftp://a/b',
        ],
        ...['http://', 'http://[', '//', '\u0000', 'http://a:b@c:d/'],
      ),
      '/a.html': page('/', '/b/../c.html', './c.html#x'),
      '/c.html': page(),
      '/slow': () => {},
      '/drip': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' })
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      },
      '/cut': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'transfer-encoding': 'chunked' })
        response.write('<p>机密')
        setTimeout(() => response.destroy(), 20)
      },
      '/short': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' })
        response.write('<p>秘密')
        setTimeout(() => response.destroy(), 20)
      },
      '/badgzip': send('text/html', gzipSync(page()).subarray(0, 40), { 'content-encoding': 'gzip' }),
      '/huge': send('application/pdf', Buffer.alloc(300_000)),
      '/bomb': send('text/html', gzipSync(Buffer.alloc(5_000_000)), { 'content-encoding': 'gzip' }),
      '/error': send('text/html', 'x', {}, 500),
      '/denied': send('text/html', 'x', {}, 403),
      '/loop1': redirect('/loop2'),
      '/loop2': redirect('/loop1'),
      '/self': redirect('/self'),
      '/hop': redirect('/target.html'),
      '/target.html': page(),
      '/away': redirect(`${elsewhere}/`),
      '/inside': redirect('http://169.254.169.254/latest/meta-data/'),
      '/admin/users': page(),
      '/wrong.pdf': send('application/pdf', page()),
      '/film': send('video/mp4', 'x'),
      '/data': send('application/pdf', '%PDF-1.4', {
        'content-disposition': "attachment; filename*=UTF-8''%E9%80%9A.pdf",
      }),
    })
    const source = await crawl(hostile.port, { requestTimeout: 1.5 })
    const { results } = await drive(source)
    await source.close()
    const origin = `http://www.anlan.example:${hostile.port}`
    const outcomes = Object.fromEntries(
      [...results]
        .filter(([id]) => id.startsWith(origin))
        .map(([id, each]) => [id.slice(origin.length), said(each)]),
    )
    expect(outcomes).toEqual({
      '/': 'content',
      '/a.html': 'content',
      '/c.html': 'content',
      '/slow': 'fetch-failed',
      '/drip': 'fetch-failed',
      '/cut': 'fetch-failed',
      '/short': 'fetch-failed',
      '/badgzip': 'fetch-failed',
      '/huge': 'too-large',
      '/bomb': 'too-large',
      '/gone': 'gone',
      '/error': 'fetch-status',
      '/denied': 'fetch-denied',
      '/loop1': 'skipped redirect',
      '/loop2': 'redirect-loop',
      '/self': 'redirect-loop',
      '/hop': 'skipped redirect',
      '/target.html': 'content',
      '/away': 'skipped redirect',
      '/inside': 'skipped redirect',
      '/admin/users': 'skipped robots',
      '/wrong.pdf': 'content',
      '/film': 'skipped media',
      '/style.css': 'skipped page-dressing',
      '/data': 'content',
    })
    expect(results.get(`${origin}/data`)).toMatchObject({ name: '通.pdf' })
    const others = [...results].filter(([id]) => !id.startsWith(origin))
    expect(new Set(others.map(([, each]) => said(each)))).toEqual(new Set(['skipped other-host']))
    expect(others.map(([id]) => id)).toContain(`${elsewhere}/`)
    // Nobody else was even connected to, and what robots.txt forbids was not asked for.
    expect(forbidden.connections()).toBe(0)
    const paths = hostile.asked.map(({ path }) => path)
    expect(paths).not.toContain('/admin/users')
    expect(paths).not.toContain('/style.css')
    // What may pass is asked for again, everything else once.
    const counts = new Map<string, number>()
    for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1)
    expect(
      [...counts]
        .filter(([, count]) => count > 1)
        .map(([path]) => path)
        .sort(),
    ).toEqual(['/badgzip', '/cut', '/drip', '/error', '/short', '/slow'])
    expect(
      hostile.asked.every(({ headers }) => headers['user-agent']?.startsWith('baoshen/') && !headers.cookie),
    ).toBe(true)
  })

  it('ends in folders and calendars that never end, and says where', async () => {
    const endless = await site(
      {},
      {
        fallback: (request, response) => {
          const url = new URL(request.url ?? '', 'http://x')
          const month = Number(url.searchParams.get('month') ?? 1)
          response.setHeader('content-type', 'text/html')
          response.end(page(`/rili?month=${month + 1}`, `${url.pathname}/deep`.replace('//', '/')))
        },
      },
    )
    const source = await crawl(endless.port, { perCalendar: 7 })
    const { results } = await drive(source)
    await source.close()
    const outcomes = [...results.values()].map(said)
    expect(outcomes.filter(each => each !== 'content' && each !== 'crawl-limit')).toEqual([])
    const limits = [...results.values()].flatMap(each =>
      each.kind === 'problem' ? [each.problem.details.limit] : [],
    )
    // One more folder of the same name, one more month, and that month's folders.
    expect(new Set(limits)).toEqual(new Set([5, 7]))
    expect(endless.asked.length).toBeLessThan(30)
  })

  it('reads a document that its server calls a program, as download pages do', async () => {
    const downloads = await site({
      '/': page('/down.jsp?id=1', '/down.jsp?id=2', '/setup'),
      '/down.jsp?id=1': send('application/x-msdownload', '%PDF-1.4\n'),
      '/down.jsp?id=2': send('application/x-msdownload;charset=gbk', '机密★20年', {
        'content-disposition': 'attachment; filename=notice.txt',
      }),
      '/setup': send('application/x-msdownload', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])),
    })
    const source = await crawl(downloads.port)
    const { results } = await drive(source)
    await source.close()
    const names = [...results.values()].map(each => (each.kind === 'content' ? each.name : said(each)))
    expect(names.slice(1)).toEqual(['down', 'notice.txt', 'skipped program'])
  })

  it('reads what a site map lists, also when links of pages are not followed', async () => {
    const mapped = await site({
      '/map.xml': (request, response) =>
        response
          .setHeader('content-type', 'application/xml')
          .end(`<urlset><url><loc>http://${request.headers.host}/1.html</loc></url></urlset>`),
      '/1.html': page('/2.html'),
    })
    const source = await crawl(mapped.port, { follow: 'none' }, here, '/map.xml')
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['skipped sitemap', 'content'])
  })

  it('goes as deep as it was told', async () => {
    const chain = await site({ '/': page('/1'), '/1': page('/2'), '/2': page('/3'), '/3': page() })
    const source = await crawl(chain.port, { depth: 2 })
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['content', 'content', 'content', 'crawl-limit'])
  })
})

describe('a site that writes the visit into its addresses', () => {
  it('is read once, and not for ever', async () => {
    const moody = await site({
      '/': page('/a.jsp', '/b.jsp'),
      '/a.jsp': redirect('/a.jsp;jsessionid=7F'),
      '/a.jsp;jsessionid=7F': page('/a.jsp;jsessionid=8F', '/?PHPSESSID=3'),
      '/b.jsp': redirect('/b.jsp;jsessionid=1'),
      '/b.jsp;jsessionid=1': redirect('/b.jsp;jsessionid=1'),
    })
    const source = await crawl(moody.port)
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['content', 'content', 'redirect-loop'])
  })
})

describe('politeness', () => {
  it('keeps the time between two requests, also what robots.txt asks for', async () => {
    const links = ['/1', '/2', '/3', '/4', '/5', '/6']
    const slow = await site({
      '/robots.txt': send('text/plain', 'User-agent: baoshen\nCrawl-delay: 0.15\n'),
      '/': page(...links),
      ...Object.fromEntries(links.map(link => [link, page()])),
    })
    const source = await crawl(slow.port, { interval: 0.02, perHost: 4 })
    await drive(source)
    await source.close()
    expect(slow.asked).toHaveLength(8)
    const [first = 0, ...later] = slow.asked.slice(1).map(({ at }) => at)
    const gaps = later.map((at, index) => at - (index === 0 ? first : (later[index - 1] ?? 0)))
    // 150 ms between the beginnings, of which a busy machine hears one late, so that the next one comes soon after it.
    expect(gaps.toSorted((a, b) => a - b)[2]).toBeGreaterThan(130)
    expect((later.at(-1) ?? 0) - first).toBeGreaterThan(700)
  })

  it('leaves an overloaded server alone for as long as it asks', async () => {
    let refused = 0
    const busy = await site({
      '/': (_, response) => {
        if (++refused === 1) response.writeHead(503, { 'retry-after': '1' }).end()
        else response.setHeader('content-type', 'text/html').end(page('/next'))
      },
      '/next': page(),
    })
    const source = await crawl(busy.port)
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['content', 'content'])
    const [first, second] = busy.asked.filter(({ path }) => path === '/')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(990)
  })

  it('waits for seconds or until a date', () => {
    const now = Date.parse('2026-01-01T00:00:00Z')
    expect(retryAfter('120', now)).toBe(120_000)
    expect(retryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000)
    expect(retryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0)
    expect(retryAfter('soon', now)).toBeNull()
    expect(retryAfter(undefined, now)).toBeNull()
  })

  it('stops waiting when it is told to', async () => {
    const silent = await site({ '/': () => {} })
    const source = await crawl(silent.port, { requestTimeout: 30 })
    const started = performance.now()
    const root = `http://www.anlan.example:${silent.port}/`
    await expect(
      source.fetch({ id: root, url: root, validator: null }, null, AbortSignal.timeout(50)),
    ).rejects.toThrow()
    await source.close()
    expect(performance.now() - started).toBeLessThan(15_000)
  })

  it('takes a broken robots.txt for a refusal, and a missing one for leave', async () => {
    const broken = await site({ '/robots.txt': send('text/plain', '', {}, 500), '/': page() })
    const source = await crawl(broken.port)
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()]).toMatchObject([{ problem: { code: 'robots-unreadable' }, retry: true }])
    expect(broken.asked.map(({ path }) => path)).toEqual(['/robots.txt'])
  })

  it('does not pass over a site that forbids everything', async () => {
    const closed = await site({ '/robots.txt': send('text/plain', 'User-agent: *\nDisallow: /') })
    const source = await crawl(closed.port)
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['robots-forbidden'])
  })
})

describe('a second pass', () => {
  it('asks only whether something changed', async () => {
    let body = page('/a.pdf')
    const answer: Answer = (request, response) => {
      const etag = `"${Buffer.from(body).length}"`
      if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
      else response.writeHead(200, { 'content-type': 'text/html', etag }).end(body)
    }
    const modified = new Date(Date.now() - 86_400_000).toUTCString()
    const file: Answer = (request, response) => {
      if (request.headers['if-modified-since'] === modified) response.writeHead(304).end()
      else
        response
          .writeHead(200, { 'content-type': 'application/pdf', 'last-modified': modified })
          .end('%PDF-1.4')
    }
    const living = await site({ '/': answer, '/a.pdf': file })
    const source = await crawl(living.port)
    const first = await drive(source)
    const root = `http://www.anlan.example:${living.port}/`
    expect(
      said(
        await source.fetch(
          { id: root, url: root, validator: null },
          first.previous.get(root) ?? null,
          AbortSignal.timeout(20_000),
        ),
      ),
    ).toBe('unchanged')
    const pdf = `${root}a.pdf`
    const again = await source.fetch(
      { id: pdf, url: pdf, validator: null },
      first.previous.get(pdf) ?? null,
      AbortSignal.timeout(20_000),
    )
    expect(again).toEqual({ kind: 'unchanged', validator: first.previous.get(pdf)?.validator })
    body = page('/a.pdf', '/b.pdf')
    const changed = await drive(source, first.previous)
    expect(said(changed.results.get(root))).toBe('content')
    expect(said(changed.results.get(`${root}b.pdf`))).toBe('gone')
    await source.close()
  })

  it('believes the dates of a site map, and reads packed and nested ones', async () => {
    const map = (port: number, lastmod: string) =>
      `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://www.anlan.example:${port}/old.html</loc><lastmod>${lastmod}</lastmod></url><url><loc>http://other.example/x</loc></url></urlset>`
    let lastmod = '2024-03-01'
    const mapped = await site({
      '/sitemap.xml': (request, response) =>
        response
          .setHeader('content-type', 'application/xml')
          .end(
            `<sitemapindex><sitemap><loc>http://${request.headers.host}/1.xml.gz</loc></sitemap></sitemapindex>`,
          ),
      '/1.xml.gz': (_, response) =>
        response.setHeader('content-type', 'application/gzip').end(gzipSync(map(mapped.port, lastmod))),
      '/old.html': page(),
    })
    const source = await crawl(mapped.port, {}, here, '/sitemap.xml')
    const first = await drive(source)
    const old = `http://www.anlan.example:${mapped.port}/old.html`
    expect(first.previous.get(old)?.validator).toMatch(/^lastmod:2024-03-01 [\da-f]{12}$/)
    expect(said((await drive(source, first.previous)).results.get(old))).toBe('unchanged')
    expect(mapped.asked.filter(({ path }) => path === '/old.html')).toHaveLength(1)
    lastmod = '2024-03-02T08:00:00+08:00'
    expect(said((await drive(source, first.previous)).results.get(old))).toBe('content')
    await source.close()
  })
})

describe('a date of a site map', () => {
  it('is kept as written, but never with words beside it', () => {
    for (const date of ['2024-03-01', '2024-03-01T08:00:00.5+08:00', '2024-03-01 08:00:00 +0800'])
      expect(lastmodValidator(date)).toBe(`lastmod:${date}`)
    expect(lastmodValidator('2024-03-01 (\0)')).toBeNull()
  })
})

describe('names that change what they mean', () => {
  it('reads a host of the own network only where its name pointed when the rescan began', async () => {
    let turned = false
    const closing: Answer = (request, response) => {
      turned ||= request.url === '/'
      response.setHeader('connection', 'close').setHeader('content-type', 'text/html').end(page('/2', '/3'))
    }
    const named = await site({ '/robots.txt': closing, '/': closing, '/2': closing, '/3': closing })
    const other = await site({ '/2': closing, '/3': closing }, { host: '127.0.0.2', port: named.port })
    const rebinding: Resolve = async () => [{ address: turned ? '127.0.0.2' : '127.0.0.1', family: 4 }]
    const source = await crawl(named.port, {}, rebinding)
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['content', 'fetch-failed', 'fetch-failed'])
    expect(other.connections()).toBe(0)
  })

  it('never follows a public name into the own network', async () => {
    const inside = await site({ '/': page() })
    let asked = 0
    const turning: Resolve = async () => [{ address: asked++ < 1 ? '203.0.114.7' : '127.0.0.1', family: 4 }]
    const source = await crawl(inside.port, {}, turning)
    const { results } = await drive(source)
    await source.close()
    expect([...results.values()].map(said)).toEqual(['robots-unreadable'])
    expect(inside.connections()).toBe(0)
  })
})
