import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { SiteSource } from '../../src/rescan/site-source.ts'
import { openSource } from '../../src/rescan/sources/open-source.ts'
import { SourceError } from '../../src/rescan/sources/source-name.ts'
import { drive } from './drive-source.ts'
import { openSite, page } from './web-site.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-sources-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const folderSource: SiteSource = {
  name: 'folder',
  async *seeds() {},
  fetch: async () => ({ kind: 'gone' }),
  close: async () => {},
}
const open = (name: string, settings: object = {}, env: Record<string, string> = {}) =>
  openSource(name, {
    settings,
    env,
    openFolder: path => ({ ...folderSource, name: path }),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })

describe('a source that a person named', () => {
  it('is a folder when it is nothing else', async () => {
    for (const name of ['/srv/www', 'www', 'C:\\site', './list']) expect((await open(name)).name).toBe(name)
  })

  it.each([
    ['ftp://a.example/', {}, 'Not a source'],
    ['https://', {}, 'Not a source'],
    ['https://a.example/', { hosts: ['http://b.example'] }, 'Not a host'],
    ['https://a.example/', { intervall: 1 }, 'intervall'],
    ['https://a.example/', { perHost: 0 }, 'perHost'],
    ['list:/nowhere/list.txt', {}, 'ENOENT'],
    ['sql:/nowhere/cms.yaml', {}, 'ENOENT'],
  ])('%s is refused with what is wrong', async (name, settings, message) => {
    const opened = open(name, settings)
    await expect(opened).rejects.toThrow(SourceError)
    await expect(opened).rejects.toThrow(message)
  })

  it('is described in YAML for a database, and wants a connection', async () => {
    const file = path.join(folder, 'cms.yaml')
    writeFileSync(file, 'query: select 1\nconnectionFrom: CMS_URL\n')
    await expect(open(`sql:${file}`)).rejects.toThrow('set CMS_URL in the environment')
    await expect(open(`sql:${file}`, {}, { CMS_URL: 'oracle://x' })).rejects.toThrow('postgres://')
    writeFileSync(file, 'query: select 1\ntabel: x\n')
    await expect(open(`sql:${file}`)).rejects.toThrow('tabel')
  })
})

describe('a list of addresses', () => {
  it('is read with the attachments of its pages, and nothing else of the site', async () => {
    const site = await openSite({
      '/1.html': page('/2.html', '/3.html', '/a.pdf', 'http://other.example/b.pdf'),
      '/3.html': page(),
      '/a.pdf': (_, response) => response.setHeader('content-type', 'application/pdf').end('%PDF-1.4'),
    })
    const origin = `http://www.anlan.example:${site.port}`
    const file = path.join(folder, 'list.txt')
    writeFileSync(file, `\uFEFF# ours\r\n${origin}/1.html\r\n\r\n${origin}/3.html#x\r\nnot an address\r\n`)
    const host = `www.anlan.example:${site.port}`
    const source = await open(`list:${file}`, { interval: 0, hosts: [host] })
    const { results } = await drive(source)
    expect(Object.fromEntries([...results].map(([id, { kind }]) => [id.replace(origin, ''), kind]))).toEqual({
      '/1.html': 'content',
      '/3.html': 'content',
      '/a.pdf': 'content',
      'not an address': 'problem',
    })
    await source.close()

    // A host of the own network that only the list names is not asked: a list may come from anywhere.
    const before = site.connections()
    const stranger = await open(`list:${file}`, { interval: 0 })
    const refused = await drive(stranger)
    expect([...refused.results.values()].every(({ kind }) => kind === 'problem')).toBe(true)
    expect(site.connections()).toBe(before)
    await stranger.close()
    await site.close()
  })

  it('goes where its addresses redirect, and says so when that is elsewhere', async () => {
    const to = (location: string) => (_: unknown, response: ServerResponse) =>
      response.writeHead(301, { location }).end()
    const site = await openSite({
      '/old/1': to('/new/1.html'),
      '/new/1.html': page('/a.pdf', '/other.html'),
      '/a.pdf': to('/files/7'),
      '/files/7': (_, response) => response.setHeader('content-type', 'application/pdf').end('%PDF-1.4'),
      '/away': to('http://other.example/'),
    })
    const origin = `http://www.anlan.example:${site.port}`
    const file = path.join(folder, 'moved.txt')
    writeFileSync(file, `${origin}/old/1\n${origin}/away\n`)
    const source = await open(`list:${file}`, { interval: 0, hosts: [`www.anlan.example:${site.port}`] })
    const { results } = await drive(source)
    await source.close()
    await site.close()
    const said = [...results].map(([id, each]) => [
      id.replace(origin, ''),
      each.kind === 'problem' ? each.problem.code : each.kind,
    ])
    expect(Object.fromEntries(said)).toEqual({
      '/old/1': 'skipped',
      '/new/1.html': 'content',
      '/a.pdf': 'skipped',
      '/files/7': 'content',
      '/away': 'redirected-away',
    })
  })
})
