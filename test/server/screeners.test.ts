/** The child processes of the service end with it, also those that are just being started. */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openScreeners } from '../../src/server/screeners.ts'

const page = path.join(import.meta.dirname, '../fixtures/ocr/notice-150.png')

function children(): string[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
  return lines.split('\n').filter(line => line.includes('--permission'))
}

test('closing while the first page pictures are asked for leaves no child process', async () => {
  const screeners = await openScreeners({ ocr: 'off' }, [])
  const bytes = await readFile(page)
  const source = { name: 'notice.png', bytes }
  const asked = [screeners.picture(source, 1), screeners.picture(source, 1)].map(each =>
    each.catch(() => null),
  )
  await screeners.close()
  await Promise.all(asked)
  expect(children()).toEqual([])
  expect(await screeners.picture(source, 1)).toBeNull()
})

test('closing while the rules are exchanged leaves no child process', async () => {
  const screeners = await openScreeners({ ocr: 'off' }, [])
  const exchanged = screeners.reload([])
  await screeners.close()
  await exchanged
  expect(children()).toEqual([])
})
