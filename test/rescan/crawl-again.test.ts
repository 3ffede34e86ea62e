/** A site whose pages stay as they are, while what they link to does not, or while more of it is looked at. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { baoshen } from '../cli/program.ts'
import { type Answer, openSite, page, type WebSite } from './web-site.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-again-'))
const paper: Answer = (_, response) =>
  response
    .writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
    .end('机密★20年\n\n关于印发方案的通知\n')
/** A page that never changes, and says so. */
const lasting =
  (html: string): Answer =>
  ({ headers }, response) => {
    if (headers['if-none-match'] === '"1"') response.writeHead(304).end()
    else response.writeHead(200, { 'content-type': 'text/html', etag: '"1"' }).end(html)
  }

let other: WebSite
let site: WebSite
const answers: Record<string, Answer> = {}

beforeAll(async () => {
  other = await openSite({ '/paper.txt': paper, '/down.jsp?id=7': paper })
  site = await openSite(answers)
  answers['/'] = lasting(page('/back.txt', `http://127.0.0.1:${other.port}/paper.txt`))
})
afterAll(async () => {
  await other.close()
  await site.close()
  rmSync(folder, { recursive: true, force: true })
})

async function rescan(target: string, ...more: string[]) {
  const state = path.join(folder, `${target.replaceAll(/\W/g, '-')}.sqlite`)
  const options = ['--state', state, '--interval', '0', '--ocr', 'off', '--format', 'jsonl', '--lang', 'en']
  const { stdout, stderr, status } = await baoshen(['rescan', target, ...options, ...more])
  const lines = stdout.split('\n').filter(line => line !== '')
  return { stderr, status, places: lines.map(line => new URL(JSON.parse(line).path).pathname) }
}

it('finds what comes back behind a link, and what a host holds that is named later', async () => {
  const start = `http://127.0.0.1:${site.port}/`
  const first = await rescan(start)
  expect(first.places).toEqual([])
  expect(first.stderr).toContain(`127.0.0.1:${other.port}`)
  answers['/back.txt'] = paper
  expect((await rescan(start)).places).toEqual(['/back.txt'])
  const named = await rescan(start, '--host', `127.0.0.1:${other.port}`)
  expect(named.places.sort()).toEqual(['/back.txt', '/paper.txt'])
  const before = site.asked.length
  await rescan(start, '--host', `127.0.0.1:${other.port}`)
  // Once all of it is known, it is only asked whether it changed.
  expect(
    site.asked
      .slice(before)
      .filter(({ path: at }) => at === '/')
      .map(each => each.headers['if-none-match']),
  ).toEqual(['"1"'])
})

it('reads what the pages of a list show and hand out, whatever its address ends in, and names other hosts', async () => {
  const attached = ['/down.jsp?id=7', '/show.do?f=1.doc', '/picture.jsp?id=3', '/frame.jsp?id=1', '/given']
  for (const each of attached) answers[each] = paper
  answers['/list.html'] = lasting(
    `<a href="/down.jsp?id=7"></a><a href="/show.do?f=1.doc"></a><img src="/picture.jsp?id=3">
     <iframe src="/frame.jsp?id=1"></iframe><a href="/given" download></a><a href="/another.html"></a>
     <a href="http://127.0.0.1:${other.port}/down.jsp?id=7"></a>`,
  )
  const list = path.join(folder, 'list.txt')
  writeFileSync(list, `http://127.0.0.1:${site.port}/list.html\n`)
  const { places, stderr } = await rescan(`list:${list}`, '--host', `127.0.0.1:${site.port}`)
  expect(places.sort()).toEqual(attached.map(each => each.split('?')[0]).sort())
  expect(site.asked.map(each => each.path)).not.toContain('/another.html')
  expect(stderr).toContain(`127.0.0.1:${other.port}`)
})
