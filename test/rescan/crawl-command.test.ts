import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { baoshen } from '../cli/program.ts'
import { openSite, page } from './web-site.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-crawl-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('rescans a site from its start page: each planted paper once, and again only what changed', async () => {
  const modified = new Date(Date.now() - 86_400_000).toUTCString()
  const site = await openSite({
    '/': page('/art/1.html', '/art/2.html', '/missing.pdf'),
    '/art/1.html': page('/files/%E9%80%9A%E7%9F%A5.txt', '/art/2.html?utm_source=wx'),
    '/art/2.html': page('/files/%E9%80%9A%E7%9F%A5.txt'),
    '/files/%E9%80%9A%E7%9F%A5.txt': (request, response) => {
      if (request.headers['if-modified-since'] === modified) response.writeHead(304).end()
      else {
        response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'last-modified': modified })
        response.end('机密★20年\n\n安澜市人民政府办公室关于印发有关方案的通知\n')
      }
    },
  })
  const settings = path.join(folder, 'site.yaml')
  writeFileSync(settings, 'interval: 0\n')
  const address = `http://127.0.0.1:${site.port}/`
  const state = path.join(folder, 'state.sqlite')
  const run = () =>
    baoshen([
      'rescan',
      address,
      '--site',
      settings,
      '--state',
      state,
      '--ocr',
      'off',
      '--format',
      'jsonl',
      '--no-progress',
      '--lang',
      'en',
    ])
  const first = await run()
  const lines = first.stdout.split('\n').filter(line => line !== '')
  expect(lines.map(line => JSON.parse(line).path)).toEqual([`${address}files/%E9%80%9A%E7%9F%A5.txt`])
  expect(lines[0]).toContain('"verdict":"block"')
  expect(first.status).toBe(1)
  const bytes = () => site.asked.filter(({ path: at }) => at.startsWith('/files/')).length
  expect(bytes()).toBe(1)
  const second = await run()
  expect(second.stderr).toContain('0 new, 1 remaining')
  expect(site.asked.filter(({ headers }) => headers['if-modified-since'] === modified)).toHaveLength(1)
  await site.close()
})
