import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openS3 } from '../../src/rescan/sources/open-s3.ts'
import { siteSettingsSchema } from '../../src/rescan/sources/site-settings.ts'
import { SourceError } from '../../src/rescan/sources/source-name.ts'
import { drive } from './drive-source.ts'
import { openSite } from './web-site.ts'

const env = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }
const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-s3-'))
let server: ChildProcessByStdio<Writable, Readable, null>
let endpoint: string

const owner = new AwsClient({
  accessKeyId: 'S3RVER',
  secretAccessKey: 'S3RVER',
  service: 's3',
  region: 'us-east-1',
})
const put = async (key: string, body: string) => {
  const address = `${endpoint}/portal/${key.split('/').map(encodeURIComponent).join('/')}`
  const answer = await owner.fetch(address, { method: 'PUT', body })
  expect(answer.status).toBe(200)
}
const remove = async (key: string) => {
  expect((await owner.fetch(`${endpoint}/portal/${key}`, { method: 'DELETE' })).status).toBe(204)
}
const open = (bucket: string, prefix = '', settings: object = {}, keys: object = env) =>
  openS3(
    bucket,
    prefix,
    siteSettingsSchema.parse({ ...settings, s3: { endpoint, pageKeys: 10 } }),
    keys as typeof env,
  )

beforeAll(async () => {
  // It encrypts what continues a listing with DES, which OpenSSL has to be asked for.
  server = spawn(
    process.execPath,
    ['--openssl-legacy-provider', path.join(import.meta.dirname, 's3-server.ts'), folder],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [port] = await once(server.stdout, 'data')
  endpoint = `http://127.0.0.1:${String(port).trim()}`
})
afterAll(async () => {
  server.stdin.end()
  await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
})

it('lists a bucket over several pages, and reads again only what changed', async () => {
  await put('附件/关于 印发+通知(1).txt', '机密★20年')
  await put('page.html', '<!doctype html><title>公告</title><p>正文')
  await put('style.css', 'body {}')
  await put('film.mp4', 'x')
  for (let index = 0; index < 24; index++) await put(`many/${index}.txt`, `第${index}号`)
  const source = await open('portal')
  const first = await drive(source)
  const kinds = [...first.results.values()].map(({ kind }) => kind)
  expect(kinds.filter(kind => kind === 'content')).toHaveLength(27)
  expect(kinds.filter(kind => kind === 'skipped')).toHaveLength(1)
  const chinese = first.results.get('附件/关于 印发+通知(1).txt')
  expect(chinese).toMatchObject({ kind: 'content', name: '关于 印发+通知(1).txt' })
  expect(chinese?.kind === 'content' && Buffer.from(chinese.bytes).toString()).toBe('机密★20年')
  expect(first.results.get('page.html')).toMatchObject({ title: '公告' })
  await source.close()

  await put('many/7.txt', '改过')
  await remove('many/8.txt')
  const again = await open('portal', 'many/')
  const listed = new Map<string, string | null>()
  for await (const { id, validator } of again.seeds(AbortSignal.timeout(20_000))) listed.set(id, validator)
  expect(listed.size).toBe(23)
  const changed = [...listed].filter(([id, validator]) => first.previous.get(id)?.validator !== validator)
  expect(changed.map(([id]) => id)).toEqual(['many/7.txt'])
  const ask = (id: string) =>
    again.fetch(
      { id, url: null, validator: null },
      first.previous.get(id) ?? null,
      AbortSignal.timeout(20_000),
    )
  expect((await ask('many/6.txt')).kind).toBe('unchanged')
  expect((await ask('many/7.txt')).kind).toBe('content')
  expect((await ask('many/8.txt')).kind).toBe('gone')
  await again.close()
})

it('stops when the bucket cannot be listed', async () => {
  const wrongKey = await open('portal', '', {}, { ...env, AWS_SECRET_ACCESS_KEY: 'wrong' })
  await expect(drive(wrongKey)).rejects.toThrow(SourceError)
  await wrongKey.close()
  const noBucket = await open('nothing')
  await expect(drive(noBucket)).rejects.toThrow('answered 404')
  await noBucket.close()
  await expect(open('portal', '', {}, { AWS_ACCESS_KEY_ID: 'S3RVER' })).rejects.toThrow(SourceError)
})

it('ends when a server gives the same page of a listing again and again', async () => {
  const listing = `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>1</NextContinuationToken></ListBucketResult>`
  const circling = await openSite({}, { fallback: (_, response) => response.end(listing) })
  const own = `http://127.0.0.1:${circling.port}`
  const source = await openS3('portal', '', siteSettingsSchema.parse({ s3: { endpoint: own } }), env)
  await expect(drive(source)).rejects.toThrow(SourceError)
  expect(circling.asked).toHaveLength(2)
  await source.close()
  await circling.close()
})
