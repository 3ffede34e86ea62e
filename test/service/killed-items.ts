/**
 * `kill -9` at random moments while two hundred items are submitted, reviewed and approved: nothing that was answered
 * as done is lost, nothing is done twice, what was being screened is screened after the restart, the ledger verifies.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FindingView } from '../../src/server/api/findings.ts'
import type { Person } from '../../src/server/api/people.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { freshDatabase } from '../postgres/database.ts'
import { type Answer, Client, clean, form, marked, password } from '../server/harness.ts'
import { ServiceProcess } from './program.ts'
import { random } from './random.ts'

const items = 200
const kills = 12
const atOnce = 6
/** Acts on every item, at least, so that the last kill, too, comes before the end. */
const actsEach = 4
/** Between two kills: a paper that a service dies over four times is rightly given up. */
const screenedBetween = 3

/** The kind of way that an item goes. */
const ways = ['released', 'returned', 'incident', 'withdrawn'] as const
const wayOf = (index: number) => ways[index % ways.length] ?? 'released'

/** The tests of one database; a test file for each, so that both are at work at once. */
export function killedAgainAndAgain(kind: 'sqlite' | 'postgres'): void {
  const isAbsent = kind === 'postgres' && process.env.BAOSHEN_TEST_POSTGRES === undefined
  describe.skipIf(isAbsent)(`killed again and again on ${kind}`, () => {
    let service: ServiceProcess
    let editor: Client
    let reviewer: Client
    let approver: Client
    let acted = 0
    let screened = 0
    const seed = Number(process.env.BAOSHEN_SEED ?? Date.now() % 100_000)

    beforeAll(async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-kill-'))
      service = new ServiceProcess(folder, kind === 'postgres' ? await freshDatabase() : undefined)
      await service.start()
      const token = /setup#(\S+)/.exec(service.output)?.[1]
      const administrator = new Client(service.url)
      await administrator.post('/setup', { token, login: 'admin', name: '管理员', password })
      const person = async (login: string) => {
        const { link } = await administrator.post<{ person: Person; link: { url: string } }>('/people', {
          login,
          name: login,
          roles: [login],
          department: null,
        })
        const client = new Client(service.url)
        await client.post('/links/use', { token: link.url.split('#')[1], password })
        return client
      }
      editor = await person('editor')
      reviewer = await person('reviewer')
      approver = await person('approver')
    })
    afterAll(async () => {
      await service.stop('SIGKILL')
      rmSync(service.folder, { recursive: true, force: true })
    })

    /** Calls until there is an answer: a caller whose connection broke does not know whether it was done. */
    async function insist<T>(
      client: Client,
      method: string,
      address: string,
      body?: unknown,
      key?: string,
    ): Promise<Answer<T>> {
      for (;;) {
        try {
          const answer = await client.call<T>(
            method,
            address,
            body,
            key === undefined ? {} : { 'idempotency-key': key },
          )
          if (answer.status < 500) {
            if (method !== 'GET') acted += 1
            return answer
          }
        } catch {
          // Killed; it comes back.
        }
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    }

    async function act(
      client: Client,
      item: Submission,
      name: string,
      body: object = {},
    ): Promise<Submission> {
      const key = `${name}-${item.id}-${item.version}`
      const answer = await insist<Submission>(
        client,
        'POST',
        `/submissions/${item.id}/${name}`,
        { version: item.version, ...body },
        key,
      )
      expect(answer.status, `${name} ${JSON.stringify(answer.body)}`).toBe(200)
      return answer.body
    }

    async function decideAll(item: Submission, kindOfDecision: string): Promise<Submission> {
      const { body } = await insist<{ items: FindingView[] }>(
        reviewer,
        'GET',
        `/submissions/${item.id}/findings`,
      )
      for (const finding of body.items) {
        const decision = { kind: kindOfDecision, reason: `决定 ${finding.id}`, version: 0 }
        const address = `/submissions/${item.id}/findings/${finding.id}/decision`
        const answer = await insist<FindingView>(reviewer, 'PUT', address, decision)
        // Done before the answer was lost: then it says so, and it is ours.
        expect([200, 409], JSON.stringify(answer.body)).toContain(answer.status)
        if (kindOfDecision === 'confirmed-secret') break
      }
      return (await insist<Submission>(reviewer, 'GET', `/submissions/${item.id}`)).body
    }

    /** One item from its form to its end; @returns its state as the service said it last. */
    async function go(index: number): Promise<Submission> {
      const way = wayOf(index)
      const created = await insist<Submission>(
        editor,
        'POST',
        '/submissions',
        { form: form(`第 ${index} 件`) },
        `create-${index}`,
      )
      expect(created.status).toBe(201)
      const text = way === 'released' ? clean : marked
      const paste = { name: '正文', format: 'text', content: `${text}${index}\n` }
      const pasted = await insist(
        editor,
        'POST',
        `/submissions/${created.body.id}/texts`,
        paste,
        `paste-${index}`,
      )
      expect(pasted.status).toBe(201)
      let item = (await insist<Submission>(editor, 'GET', `/submissions/${created.body.id}`)).body
      item = await act(editor, item, 'submit', { forward: true })
      while (item.state === 'screening') {
        await new Promise(resolve => setTimeout(resolve, 100))
        item = (await insist<Submission>(editor, 'GET', `/submissions/${item.id}`)).body
      }
      screened += 1
      expect(item.state, `verdict ${item.verdict}`).toBe('review')
      if (way === 'withdrawn') return act(editor, item, 'withdraw', { reason: '不再发布' })
      if (way === 'returned') {
        return act(reviewer, await decideAll(item, 'wrongly-marked'), 'return', { reason: '删除标志' })
      }
      if (way === 'incident') return decideAll(item, 'confirmed-secret')
      const passed = await act(reviewer, item, 'pass', { reason: '未发现涉密内容' })
      return act(approver, passed, 'approve', { reason: '同意公开' })
    }

    it(`${items} items, ${kills} kills, seed ${seed}`, { timeout: 600_000 }, async () => {
      const next = random(seed)
      // Bound to what was done, not to the clock: a fast machine would be through before it was killed often.
      const moments = Array.from({ length: kills }, () => next() * items * actsEach).sort((a, b) => a - b)
      const killer = (async () => {
        let least = 0
        for (const moment of moments) {
          while (acted < moment || screened < Math.min(least, items))
            await new Promise(resolve => setTimeout(resolve, 5))
          await new Promise(resolve => setTimeout(resolve, next() * 300))
          await service.stop('SIGKILL')
          await service.start()
          least = screened + screenedBetween
        }
      })()
      const limit = pLimit(atOnce)
      const ends = await Promise.all(Array.from({ length: items }, (_, index) => limit(() => go(index))))
      await killer

      // One more kill, so that everything is read from the disk.
      await service.stop('SIGKILL')
      await service.start()
      const listed: string[] = []
      let cursor: string | null = null
      do {
        const address: string = `/submissions?limit=200${cursor === null ? '' : `&cursor=${cursor}`}`
        const page: { items: Submission[]; next: string | null } = await editor.get(address)
        listed.push(...page.items.map(each => each.id))
        cursor = page.next
      } while (cursor !== null)
      expect(new Set(listed).size).toBe(items)
      expect(listed).toHaveLength(items)

      for (const [index, end] of ends.entries()) {
        const now = await editor.get<Submission>(`/submissions/${end.id}`)
        expect(now.state, `item ${index}`).toBe(wayOf(index))
        expect(now.version, `item ${index}`).toBe(end.version)
        const { items: history } = await editor.get<{ items: { act: string; reason: string | null }[] }>(
          `/submissions/${end.id}/history`,
        )
        const count = (name: string) => history.filter(each => each.act === name).length
        for (const once of ['create', 'add-file', 'submit', 'screened', 'send'])
          expect(count(once), `${once} of ${index}`).toBe(1)
        expect(count('approve')).toBe(Number(wayOf(index) === 'released'))
        expect(count('open-incident')).toBe(Number(wayOf(index) === 'incident'))
        const decisions = history.filter(each => each.act === 'decide').map(each => each.reason)
        expect(new Set(decisions).size, `decisions on ${index}`).toBe(decisions.length)
        if (wayOf(index) === 'returned') expect(decisions.length).toBe(now.findings)
        expect(now.ticket !== null).toBe(wayOf(index) === 'released')
      }
      const verified = service.run('ledger', 'verify')
      expect(verified.stdout).toContain('intact')
      expect(verified.status).toBe(0)
    })

    it('stops when asked to, and leaves everything whole', { timeout: 120_000 }, async () => {
      expect(await service.stop('SIGTERM')).toBe(0)
      expect(service.run('ledger', 'verify').status).toBe(0)
    })
  })
}
