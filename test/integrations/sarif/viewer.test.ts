/** What `baoshen gate --format sarif` writes, opened in Microsoft's SARIF viewer (a web component) in a browser. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell, root, type Shell } from '../shell.ts'

/** React 16 is what the viewer is made for. It comes from npm at test time: nothing of ours needs it. */
const packages = ['@microsoft/sarif-web-component@0.6.0-29', 'react@16.14.0', 'react-dom@16.14.0']
const scripts = [
  'react/umd/react.production.min.js',
  'react-dom/umd/react-dom.production.min.js',
  '@microsoft/sarif-web-component/dist/index.js',
]

let shell: Shell
let browser: Browser
let page: Page

beforeAll(async () => {
  shell = openShell()
  writeFileSync(path.join(shell.folder, 'package.json'), '{"private":true}')
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps']
  const installed = spawnSync('npm', ['install', ...options, ...packages], { cwd: shell.folder })
  expect(installed.status, installed.stderr.toString()).toBe(0)
  const log = path.join(shell.folder, 'baoshen.sarif')
  const files = [
    'samples/地下管网普查启动.html',
    'test/fixtures/pdf/gbk-euc-h.pdf',
    'test/fixtures/bad/corrupt.docx',
  ]
  const gate = ['baoshen', 'gate', ...files, '--format', 'sarif', '--output', log, '--lang', 'zh']
  expect((await shell.run(gate, { cwd: root })).status).toBe(1)
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  await page.setContent('<!doctype html><meta charset="utf-8"><div id="viewer"></div>')
  for (const script of scripts)
    await page.addScriptTag({ path: path.join(shell.folder, 'node_modules', script) })
  await page.addScriptTag({
    content: `ReactDOM.render(React.createElement(Viewer, { logs: [${readFileSync(log, 'utf8')}] }), document.getElementById('viewer'))`,
  })
  await page.getByText('cn.mark.level-period').waitFor()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  shell.end()
})

describe('the viewer', () => {
  it('shows every rule, what could not be read among them', async () => {
    for (const rule of ['cn.mark.level-period', 'unread.corrupt']) {
      expect(await page.locator('#viewer').textContent()).toContain(rule)
    }
  })

  it('shows file, page and reason of a result in readable words, the text masked', async () => {
    await openAll()
    const shown = (await page.locator('#viewer').textContent()) ?? ''
    expect(shown).toContain('samples/地下管网普查启动.html › text: 国家秘密标志（密级★保密期限）: 机●★●●年')
    expect(shown).toContain('test/fixtures/pdf/gbk-euc-h.pdf › page 1: ')
    expect(shown).toContain('test/fixtures/bad/corrupt.docx: 文件已损坏或不完整')
    expect(shown).not.toContain('机密★10年')
    if (process.env.BAOSHEN_SCREENSHOTS) {
      await page.screenshot({ path: path.join(process.env.BAOSHEN_SCREENSHOTS, 'sarif-viewer.png') })
    }
  })
})

/** It opens the first rule by itself. */
async function openAll(): Promise<void> {
  for (;;) {
    const closed = page.locator('[aria-expanded="false"][role="row"]')
    if ((await closed.count()) === 0) return
    await closed.first().click()
  }
}
