/** What old servers and the guards in front of them answer: nothing of it may pass for a page that was looked at. */
import { afterEach, expect, it } from 'vitest'
import type { Fetched, SiteSource } from '../../src/rescan/site-source.ts'
import { openCrawl } from '../../src/rescan/sources/open-web.ts'
import { Robots } from '../../src/rescan/sources/robots.ts'
import { siteSettingsSchema } from '../../src/rescan/sources/site-settings.ts'
import { drive } from './drive-source.ts'
import { type Answer, openSite, page, type WebSite } from './web-site.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

async function crawl(answers: Readonly<Record<string, string | Answer>>): Promise<[WebSite, SiteSource]> {
  const site = await openSite(answers)
  const settings = siteSettingsSchema.parse({ interval: 0, requestTimeout: 30 })
  const source = await openCrawl(`http://127.0.0.1:${site.port}/`, settings)
  opened.push(source, site)
  return [site, source]
}

const paths = (results: ReadonlyMap<string, Fetched>) =>
  new Map([...results].map(([address, fetched]) => [new URL(address).pathname, fetched]))

/** A head as it stands, for headers that Node would not send. */
const bare =
  (...lines: readonly (string | Buffer)[]): Answer =>
  (_, { socket }) => {
    const head = lines.flatMap(line => [Buffer.from(line), Buffer.from('\r\n')])
    socket?.end(Buffer.concat([...head, Buffer.from('Connection: close\r\n\r\n')]))
  }

it('follows a redirect whose address stands in it byte by byte, in UTF-8 and in GBK', async () => {
  const gbk = Buffer.from([0xcd, 0xa8, 0xd6, 0xaa])
  const moved = 'HTTP/1.1 302 Found\r\nContent-Length: 0'
  const [, source] = await crawl({
    '/': page('/utf8', '/gbk'),
    '/utf8': bare(moved, Buffer.from('Location: /u/通知.html')),
    '/gbk': bare(moved, Buffer.concat([Buffer.from('Location: /g/'), gbk, Buffer.from('.html')])),
    '/u/%E9%80%9A%E7%9F%A5.html': page(),
    '/g/%CD%A8%D6%AA.html': page(),
  })
  const found = paths((await drive(source)).results)
  expect(found.get('/u/%E9%80%9A%E7%9F%A5.html')?.kind).toBe('content')
  expect(found.get('/g/%CD%A8%D6%AA.html')?.kind).toBe('content')
})

it('takes 202, with which guards send their riddle of scripts, for no page', async () => {
  const [, source] = await crawl({
    '/': (_, response) =>
      response.writeHead(202, { 'content-type': 'text/html' }).end('<html><script>riddle</script>'),
  })
  const { results } = await drive(source)
  expect(paths(results).get('/')).toMatchObject({
    problem: { code: 'fetch-status', details: { status: 202 } },
  })
})

it.each(['99999999999', '86400', 'Infinity'])(
  'waits a minute at most for a Crawl-delay of %s',
  async asked => {
    const body = Buffer.from(`User-agent: *\nCrawl-delay: ${asked}\n`)
    const delays: number[] = []
    const robots = new Robots(
      async url => ({ ok: true, url, status: 200, headers: {}, body, redirects: [] }),
      (_, seconds) => delays.push(seconds),
    )
    await robots.judge('http://www.anlan.example/')
    expect(delays).toEqual([60])
  },
)

it('reads what is called a document, although the server takes it for a film or a style', async () => {
  const as =
    (type: string, name?: string): Answer =>
    (_, response) => {
      if (name !== undefined) response.setHeader('content-disposition', `attachment; filename=${name}`)
      response.writeHead(200, { 'content-type': type }).end('正文')
    }
  const [, source] = await crawl({
    '/': page('/1.wps', '/down?id=1', '/film?id=1', '/style?v=1'),
    '/1.wps': as('video/mpeg'),
    '/down?id=1': as('text/css', '1.doc'),
    '/film?id=1': as('video/mp4'),
    '/style?v=1': as('text/css'),
  })
  const found = paths((await drive(source)).results)
  expect([...found].map(([path, { kind }]) => [path, kind])).toEqual([
    ['/', 'content'],
    ['/1.wps', 'content'],
    ['/down', 'content'],
    ['/film', 'skipped'],
    ['/style', 'skipped'],
  ])
})

it('stops at once while it waits for robots.txt', async () => {
  const [, source] = await crawl({ '/robots.txt': () => {}, '/': page() })
  const stop = new AbortController()
  const listing = (async () => {
    for await (const _ of source.seeds(stop.signal)) setTimeout(() => stop.abort(), 50)
  })()
  const started = performance.now()
  await listing.catch(() => {})
  expect(performance.now() - started).toBeLessThan(15_000)
})

it('reads what a program of the server answers, and no program that it hands out', async () => {
  const [site, source] = await crawl({
    '/': page('/cgi/show.exe?id=7', '/setup.exe'),
    '/cgi/show.exe?id=7': page(),
  })
  const found = paths((await drive(source)).results)
  expect(found.get('/cgi/show.exe')?.kind).toBe('content')
  expect(found.get('/setup.exe')?.kind).toBe('skipped')
  expect(site.asked.map(({ path }) => path)).not.toContain('/setup.exe')
})
