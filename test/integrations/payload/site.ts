/** The site of samples/integrations/payload as its README says to set it up: installed from npm, in its own folder. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildClient } from '../../../scripts/build/client.ts'
import { freePort } from '../../free-port.ts'
import { root, samples } from '../shell.ts'

const sample = path.join(samples, 'integrations/payload')

export interface Site {
  readonly url: string
  /** What it printed. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** @returns the folder. What npm installed is kept for the next run; everything else is made anew. */
export async function installSite(): Promise<string> {
  const manifest = readFileSync(path.join(sample, 'site/package.json'))
  const digest = createHash('sha256').update(manifest).digest('hex').slice(0, 12)
  const folder = path.join(tmpdir(), `baoshen-payload-${digest}`)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (!['node_modules', 'package-lock.json'].includes(name))
      rmSync(path.join(folder, name), { recursive: true })
  }
  cpSync(path.join(sample, 'site'), folder, { recursive: true })
  cpSync(path.join(sample, 'baoshen.ts'), path.join(folder, 'baoshen.ts'))
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel', 'error']
  const installed = spawnSync('npm', ['install', ...options], { cwd: folder, encoding: 'utf8' })
  if (installed.status !== 0) throw new Error(`npm install: ${installed.stderr}`)
  const client = path.join(folder, 'node_modules/baoshen')
  rmSync(client, { recursive: true, force: true })
  await buildClient(path.join(client, 'client'), declarations(path.join(folder, '.declarations')))
  const exports = { './client': { types: './client/client.d.ts', default: './client/client.js' } }
  writeFileSync(
    path.join(client, 'package.json'),
    JSON.stringify({ name: 'baoshen', version: '0.0.0', type: 'module', exports }),
  )
  return folder
}

/** @returns the folder with those of `src/client`, as the build makes them. */
function declarations(folder: string): string {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
  const project = path.join(root, 'scripts/build')
  const args = [compiler, '-p', project, '--emitDeclarationOnly', '--outDir', folder]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stdout)
  return path.join(folder, 'client')
}

/** What the site's own compiler says of it; empty when nothing. */
export async function compile(folder: string): Promise<string> {
  const compiler = path.join(folder, 'node_modules/typescript/lib/tsc.js')
  const child = spawn(process.execPath, [compiler, '--noEmit', '-p', folder], { cwd: folder })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
  })
  await new Promise(resolve => child.once('close', resolve))
  return output
}

function environment(folder: string, url: string, env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'development',
    NEXT_TELEMETRY_DISABLED: '1',
    PAYLOAD_SECRET: 'for this test only',
    SITE_URL: url,
    SITE_DATA: path.join(folder, 'data'),
    ...env,
  }
}

/** What Payload's scheduler does when the hour has come, in a process of its own as on a larger site. */
const scheduled = `import config from '@payload-config'
import { getPayload } from 'payload'

const payload = await getPayload({ config })
const doc = { relationTo: 'posts', value: process.env.POST }
await payload.jobs.queue({ task: 'schedulePublish', input: { type: 'publish', doc } })
await payload.jobs.run()
process.exit(0)
`

/** Publishes a post at its hour. */
export async function publishOnSchedule(
  folder: string,
  site: Site,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  writeFileSync(path.join(folder, 'scheduled.ts'), scheduled)
  const payload = path.join(folder, 'node_modules/payload/bin.js')
  const child = spawn(process.execPath, [payload, 'run', 'scheduled.ts'], {
    cwd: folder,
    env: environment(folder, site.url, env),
    stdio: 'ignore',
  })
  await new Promise(resolve => child.once('exit', resolve))
}

const withoutDrafts = `
import { sqliteAdapter } from '@payloadcms/db-sqlite'
import { buildConfig, getPayload } from 'payload'
import { baoshen } from './baoshen.ts'
const config = buildConfig({
  secret: 'one-off',
  db: sqliteAdapter({ client: { url: 'file::memory:' }, push: true }),
  typescript: { autoGenerate: false },
  collections: [{ slug: 'notices', fields: [{ name: 'title', type: 'text' }] }],
  plugins: [
    baoshen({
      url: process.env.BAOSHEN_URL, key: process.env.BAOSHEN_KEY, files: [],
      posts: { notices: ({ title }) => ({ title }) },
    }),
  ],
})
const payload = await getPayload({ config })
for (const title of JSON.parse(process.env.TITLES)) {
  const outcome = await payload
    .create({ collection: 'notices', data: { title, _status: 'draft' } })
    .then(() => 'kept', error => String(error.status))
  console.log('outcome ' + outcome)
}
process.exit(0)
`

/** Saves posts as “drafts” in a collection that has none. @returns `kept` or the status of the refusal, for each. */
export async function saveWithoutDrafts(
  folder: string,
  titles: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string[]> {
  writeFileSync(path.join(folder, 'without-drafts.ts'), withoutDrafts)
  const child = spawn(process.execPath, ['without-drafts.ts'], {
    cwd: folder,
    env: { ...environment(folder, 'http://127.0.0.1', env), TITLES: JSON.stringify(titles) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let printed = ''
  for await (const text of child.stdout.setEncoding('utf8')) printed += text
  return [...printed.matchAll(/^outcome (\w+)$/gm)].map(([, outcome = '']) => outcome)
}

/** Starts it and waits until its admin page answers. */
export async function startSite(folder: string, env: Readonly<Record<string, string>>): Promise<Site> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  mkdirSync(path.join(folder, 'data'), { recursive: true })
  const next = path.join(folder, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'dev', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    env: environment(folder, url, env),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  }
  const deadline = Date.now() + 150_000
  for (;;) {
    const isReady = await fetch(`${url}/api/users/me`).then(
      response => response.ok,
      () => false,
    )
    if (isReady) return { url, output: () => output, stop: () => stop(child) }
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the site did not start: ${output}`)
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null) resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
