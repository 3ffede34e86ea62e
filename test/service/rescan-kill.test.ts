/**
 * `kill -9` of the command line at random moments, twenty times, then once to the end: the findings are those of an
 * undisturbed run, none twice, none lost.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSite, type Site } from '../../scripts/rescan-site/site.ts'
import { finished, type Run, start } from '../cli/program.ts'
import { random } from './random.ts'
import { documents, rescanOf } from './rescan-command.ts'

const kills = 20
const size = 1500
const seed = Number(process.env.BAOSHEN_SEED ?? Date.now() % 100_000)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'baoshen-rescan-kill-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const command = (site: string, state: string) => rescanOf(path.join(folder, site), path.join(folder, state))

const placesIn = (run: Run) =>
  documents(run)
    .flatMap(({ ref, findings }) => findings.map(each => `${ref} ${each.rule} ${each.fingerprint}`))
    .sort()

describe('a rescan that is killed again and again', () => {
  let site: Site
  beforeAll(async () => {
    site = await makeSite(path.join(folder, 'site'), { size, hasScans: false })
    // What was written just now is read once more.
    await new Promise(resolve => setTimeout(resolve, 200))
  })

  it(`finds what an undisturbed one finds (${kills} kills, seed ${seed})`, { timeout: 900_000 }, async () => {
    const startedAt = performance.now()
    const undisturbed = await finished(start(command('site', 'undisturbed.sqlite')))
    const whole = performance.now() - startedAt
    expect(undisturbed.status).toBe(1)
    expect(documents(undisturbed).map(({ ref }) => ref)).toEqual(site.planted)
    const again = performance.now()
    await finished(start(command('site', 'undisturbed.sqlite')))
    const startUp = performance.now() - again

    // Lives are so short that twenty of them do about half of the work. A machine that has become faster since it was
    // measured is through before the last kill; on one that has become slower nothing is begun. Then it begins anew, with
    // other lives.
    const next = random(seed)
    const killAll = async (meanLife: number): Promise<boolean> => {
      for (let kill = 0; kill < kills; kill++) {
        const child = start(command('site', 'killed.sqlite'))
        const ended = finished(child)
        await new Promise(resolve => setTimeout(resolve, 2 * meanLife * next()))
        child.kill('SIGKILL')
        if ((await ended).status !== null) return false
      }
      return true
    }
    const going = /Going on with rescan 1: \d+ documents are done/
    const killedToTheEnd = async (meanLife: number): Promise<Run> => {
      const isThrough = !(await killAll(meanLife))
      const end = isThrough ? null : await finished(start(command('site', 'killed.sqlite')))
      if (end && going.test(end.stderr)) return end
      for (const name of readdirSync(folder))
        if (name.startsWith('killed.sqlite')) rmSync(path.join(folder, name))
      return killedToTheEnd(isThrough ? meanLife / 2 : meanLife * 1.5)
    }
    const end = await killedToTheEnd(startUp + whole / (2 * kills))
    expect(end.stderr).toContain(`Rescan 1 finished`)
    expect(end.stderr).toContain(`${size + 1} documents`)
    expect(placesIn(end)).toEqual(placesIn(undisturbed))
    expect(new Set(placesIn(end)).size).toBe(placesIn(end).length)
    expect(documents(end).every(({ findings }) => findings.every(each => each.status === 'new'))).toBe(true)

    const after = await finished(start(command('site', 'killed.sqlite')))
    expect(after.stderr).toMatch(/Rescan 2 finished .* 0 read and screened/)
    expect(placesIn(after)).toEqual(placesIn(undisturbed))
  })
})
