import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readmeWithTable } from '../../scripts/build/coverage.ts'
import { root } from '../cli/program.ts'

test('the table of formats in the README is what the fixtures prove (npm run coverage:formats)', async () => {
  expect(readFileSync(path.join(root, 'README.md'), 'utf8')).toBe(await readmeWithTable())
})
