import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { AttachmentFolder } from '../../src/rescan/sources/attachment-folder.ts'

const root = mkdtempSync(path.join(tmpdir(), 'baoshen-attachments-'))
const place = path.join(root, 'upload')
mkdirSync(place)
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('a folder of attachments', () => {
  it('that is not mounted is a problem, and nobody has deleted anything', async () => {
    const folder = new AttachmentFolder(place, 1000)
    expect((await folder.read('1.txt', null)).kind).toBe('gone')
    renameSync(place, `${place}-away`)
    const fetched = await folder.read('1.txt', null)
    renameSync(`${place}-away`, place)
    expect(fetched).toMatchObject({ kind: 'problem', retry: true })
  })

  it('tells a file from one that was put in its place with its size and date', async () => {
    const folder = new AttachmentFolder(place, 1000)
    const file = path.join(place, '1.txt')
    writeFileSync(file, '通知')
    utimesSync(file, 1_700_000_000, 1_700_000_000)
    await sleep(150)
    const first = await folder.read('1.txt', null)
    if (first.kind !== 'content') throw new Error(first.kind)
    const previous = { validator: first.validator, sha256: '' }
    expect((await folder.read('1.txt', previous)).kind).toBe('unchanged')
    writeFileSync(file, '机密')
    utimesSync(file, 1_700_000_000, 1_700_000_000)
    await sleep(150)
    expect((await folder.read('1.txt', previous)).kind).toBe('content')
  })
})
