/** `node scripts/rescan-site/make.ts FOLDER [--size N] [--seed N] [--truth FILE]`: writes the site, and what is planted. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { makeSite } from './site.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    truth: { type: 'string' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('name the folder to write the site into')
const { files, planted } = await makeSite(folder, { size: Number(values.size), seed: Number(values.seed) })
if (values.truth !== undefined) writeFileSync(values.truth, `${JSON.stringify(planted, null, 1)}\n`)
console.log(`${files.length} files, ${planted.length} of them planted`)
