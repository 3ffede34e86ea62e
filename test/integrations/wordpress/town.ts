/** A review service with its people, a portal, and the portal's WordPress. */
import type { Policy } from '../../../src/gate/content.ts'
import type { Portal } from '../../../src/server/api/portals.ts'
import type { Submission } from '../../../src/server/api/submissions.ts'
import { type Client, screened, startService, type TestService } from '../../server/harness.ts'
import { type Site, startSite } from './site.ts'

export interface Town {
  readonly service: TestService
  readonly site: Site
  /** The portal's key at the service. */
  readonly key: string
  /** How the gate judges the portal from now on. */
  readonly policy: (policy: Policy) => Promise<void>
  /** Two people say yes to a submission. */
  readonly approve: (submission: string) => Promise<void>
  readonly end: () => Promise<void>
}

export async function startTown(): Promise<Town> {
  const service = await startService({ screener: { concurrency: 1, threads: 1, ocr: 'auto' } })
  try {
    const { administrator } = service
    const reviewer = await service.person('reviewer', ['reviewer'])
    const approver = await service.person('approver', ['approver'])
    const name = '安澜市门户网站'
    let portal = await administrator.post<Portal>('/portals', { name, department: null })
    const { secret } = await administrator.post<{ secret: string }>(`/portals/${portal.id}/keys`, {})
    const site = await startSite({ url: service.url, key: secret }, { zhang: 'author', li: 'editor' })
    return {
      service,
      site,
      key: secret,
      async policy(policy) {
        if (portal.policy !== policy) portal = await change(administrator, portal, { policy })
      },
      async approve(id) {
        const item = await screened(reviewer, id)
        const passed = await reviewer.post<Submission>(`/submissions/${id}/pass`, {
          version: item.version,
          reason: '已核对',
        })
        await approver.post(`/submissions/${id}/approve`, { version: passed.version, reason: '同意公开' })
      },
      async end() {
        await site.end()
        await service.end()
      },
    }
  } catch (error) {
    await service.end()
    throw error
  }
}

async function change(administrator: Client, portal: Portal, body: { policy: Policy }): Promise<Portal> {
  const answer = await administrator.call<Portal>('PATCH', `/portals/${portal.id}`, body, {
    'if-match': `"${portal.version}"`,
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

/** Nothing in it, and the portal story: the number of a cipher telegram. */
export const ordinary = {
  title: '关于做好防汛值守工作的通知',
  content: '<p>请各单位落实值班制度，确保信息畅通。</p>',
}
export const story = {
  title: '汛期值班通知',
  content: '<p>某市委密电〔2021〕15号</p><p>各单位：请按要求做好值班工作。</p>',
}
export const secretLine = '机密★20年'
