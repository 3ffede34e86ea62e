/** `npm run demo`: screens `samples/`. A flagged sample is what the demo is for, so only a failed run is a failure. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const bin = path.join(root, 'src/cli/bin.js')
const args = [bin, 'scan', 'samples', ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
process.exitCode = status === 0 || status === 1 ? 0 : (status ?? 1)
