/** A site as a build leaves it goes out without a word, and stops for what stands in its icons and fonts. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eot, sfnt, trueTypeTables, woff, woff2 } from '../../scripts/fixtures/font.ts'
import { iconBitmap, iconOf } from '../../scripts/fixtures/icon.ts'
import { baoshen, root } from './program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-site-'))
const site = path.join(folder, 'public')
const tables = trueTypeTables({ 0: '© 安澜市某局', 1: '安澜图标' })
const disc = (side: number) => ({
  width: side,
  height: side,
  bytes: iconBitmap(
    side,
    side,
    32,
    (x, y) => [32, 96, 160, Math.hypot(x - side / 2, y - side / 2) < side / 2 ? 255 : 0],
    () => false,
  ),
})
const files: Record<string, string | Uint8Array> = {
  'index.html':
    '<!doctype html><html lang="zh"><meta charset="utf-8"><title>安澜市某局</title><link rel="icon" href="favicon.ico"><link rel="stylesheet" href="assets/index.css"><h1>办事指南</h1><script type="module" src="assets/index.js"></script>',
  'assets/index.css': '@font-face{font-family:i;src:url(i.woff2) format("woff2"),url(i.woff)}h1{color:#06c}',
  'assets/index.js': 'const n="办理时间：工作日";document.title=n;\n//# sourceMappingURL=index.js.map\n',
  'assets/index.js.map': JSON.stringify({
    version: 3,
    sources: ['main.ts'],
    sourcesContent: ['const n = 1'],
    mappings: 'A',
  }),
  'manifest.webmanifest': JSON.stringify({
    name: '安澜市某局',
    icons: [{ src: 'logo.png' }],
    display: 'browser',
  }),
  'favicon.ico': iconOf([disc(16), disc(32), disc(48)]),
  'assets/i.woff': woff(tables),
  'assets/i.woff2': woff2(tables),
  'assets/i.ttf': sfnt(tables),
  'assets/i.eot': eot(sfnt(tables), '安澜图标'),
  'assets/logo.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><title>某局</title><circle cx="12" cy="12" r="9"/></svg>',
  'assets/logo.png': await sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle cx="32" cy="32" r="28" fill="#06c"/></svg>',
    ),
  )
    .png()
    .toBuffer(),
  'assets/print.css': '',
  '.gitkeep': '',
  '.htaccess': 'Options -Indexes\nAddType font/woff2 .woff2\n',
  CNAME: 'www.example.gov.cn\n',
  'robots.txt': 'User-agent: *\nAllow: /\n',
  'sitemap.xml':
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://www.example.gov.cn/</loc></url></urlset>',
}

beforeAll(() => {
  mkdirSync(path.join(site, 'assets'), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(site, name), content)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const gate = () => baoshen(['gate', '--lang', 'en', site])

it('everything of a built site is read', async () => {
  expect(await gate()).toEqual({ status: 0, stdout: '', stderr: '' })
})

it('a mark in a large picture of an icon, and one in the names of a font, stop it', async () => {
  cpSync(path.join(root, 'test/fixtures/image/marked.ico'), path.join(site, 'favicon.ico'))
  cpSync(path.join(root, 'test/fixtures/font/notice.woff2'), path.join(site, 'assets/i.woff2'))
  const run = await gate()
  expect(run.status).toBe(1)
  expect(run.stdout).toMatch(/favicon\.ico {2}must not be published\n {4}page 3 · OCR/)
  expect(run.stdout).toMatch(/i\.woff2 {2}must not be published\n {4}font · document properties/)
  expect(run.stdout).toContain('2 of 18 documents must not be published')
})
