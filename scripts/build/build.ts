/** `npm run build`: makes `dist/`, a package that can be published or installed as it is. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildClient } from './client.ts'

const root = path.join(import.meta.dirname, '../..')
const dist = path.join(root, 'dist')
const typescript = path.join(root, 'node_modules/typescript/bin/tsc')

rmSync(dist, { recursive: true, force: true })
const compiled = spawnSync(process.execPath, [typescript, '-p', import.meta.dirname], { stdio: 'inherit' })
if (compiled.status !== 0) process.exit(1)

const vite = path.join(root, 'node_modules/vite/bin/vite.js')
const pages = ['build', '--config', path.join(root, 'src/web/vite.config.ts'), '--logLevel', 'warn']
const built = spawnSync(process.execPath, [vite, ...pages], { stdio: 'inherit' })
if (built.status !== 0) process.exit(1)

await buildClient(path.join(dist, 'client'), path.join(dist, 'lib/client'))

cpSync(path.join(root, 'src/cli/bin.js'), path.join(dist, 'lib/cli/bin.js'))
chmodSync(path.join(dist, 'lib/cli/bin.js'), 0o755)
for (const name of ['patterns', 'README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md']) {
  cpSync(path.join(root, name), path.join(dist, name), { recursive: true })
}
cpSync(path.join(root, 'src/document/screening.schema.json'), path.join(dist, 'screening.schema.json'))

const { name, version, description, license, type, engines, dependencies } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
)
const manifest = {
  name,
  version,
  description,
  license,
  type,
  engines,
  bin: { baoshen: 'lib/cli/bin.js' },
  exports: {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './client': { types: './client/client.d.ts', default: './client/client.js' },
    './screening.schema.json': './screening.schema.json',
  },
  dependencies,
}
writeFileSync(path.join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
console.log(`dist/ is ready: npm publish ./dist, or npm install ${path.relative(process.cwd(), dist) || '.'}`)
