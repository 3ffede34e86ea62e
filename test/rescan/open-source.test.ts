import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseAllowList } from '../../src/outbound/allow.ts'
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
    reach: { resolve: async () => [{ address: '127.0.0.1', family: 4 }], allow: null },
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
      // It holds an attachment and was not named: that it was not looked at is said.
      'http://other.example/': 'skipped',
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

describe('hosts that somebody names who does not run the machine', () => {
  it('are reached while each of their addresses is allowed, at every connection', async () => {
    const site = await openSite({ '/': page('/1.html'), '/1.html': '正文' })
    const host = `www.anlan.example:${site.port}`
    const list = path.join(folder, 'named.txt')
    writeFileSync(list, `http://${host}/\n`)
    let address = '127.0.0.1'
    const read = async (name: string, allowed: readonly string[], settings: object = {}) => {
      const before = site.connections()
      const source = await openSource(name, {
        settings: { interval: 0, ...settings },
        env: {},
        openFolder: () => folderSource,
        reach: { resolve: async () => [{ address, family: 4 }], allow: parseAllowList(allowed) },
      })
      const problems: string[] = []
      await drive(source)
        .then(({ results }) => {
          for (const each of results.values())
            if (each.kind === 'problem') problems.push(JSON.stringify(each.problem.details))
        })
        .catch((error: unknown) => problems.push(String(error)))
        .finally(() => source.close())
      return { connections: site.connections() - before, problems: problems.join() }
    }
    const allowed = [`127.0.0.1:${site.port}`]
    const bucket = { s3: { endpoint: `http://${host}`, pathStyle: true } }
    for (const [name, settings] of [
      [`http://${host}/`, {}],
      [`list:${list}`, { hosts: [host] }],
      ['s3://bucket/', bucket],
    ] as const) {
      expect((await read(name, allowed, settings)).connections, name).toBeGreaterThan(0)
      // The list was made shorter.
      const refused = await read(name, [], settings)
      expect(refused.connections, name).toBe(0)
      expect(refused.problems, name).toContain('allow-list')
      // The name leads elsewhere by now.
      address = '10.20.0.8'
      const moved = await read(name, allowed, settings)
      expect(moved.connections, name).toBe(0)
      expect(moved.problems, name).toContain('intranet')
      address = '127.0.0.1'
    }
    await site.close()
  })
})
