/** A portal at a real service, as its engineer would set it up, and the people who decide on its posts. */
import type { Policy } from '../../src/gate/content.ts'
import type { Portal } from '../../src/server/api/portals.ts'
import type { Submission } from '../../src/server/api/submissions.ts'
import { type Client, screened, type TestService } from '../server/harness.ts'

export interface TestPortal {
  readonly id: string
  readonly key: string
}

let portals = 0

export async function addPortal({ administrator }: TestService, policy: Policy): Promise<TestPortal> {
  portals += 1
  const portal = { name: `门户 ${portals}`, department: null, policy }
  const { id } = await administrator.post<Portal>('/portals', portal)
  const { secret } = await administrator.post<{ secret: string }>(`/portals/${id}/keys`, { scopes: ['gate'] })
  return { id, key: secret }
}

export interface Reviewers {
  readonly reviewer: Client
  readonly approver: Client
}

export async function addReviewers(service: TestService): Promise<Reviewers> {
  return {
    reviewer: await service.person('reviewer', ['reviewer']),
    approver: await service.person('approver', ['approver']),
  }
}

/** Passes and approves a submission that the gate opened; its ticket is issued. */
export async function approve({ reviewer, approver }: Reviewers, submission: string): Promise<void> {
  const { id, version } = await screened(reviewer, submission)
  const passed = await reviewer.post<Submission>(`/submissions/${id}/pass`, { version, reason: '已核对' })
  await approver.post(`/submissions/${id}/approve`, { version: passed.version, reason: '同意公开' })
}

/** The ordinary notice, and the portal story. */
export const ordinary = {
  title: '关于市政公园夏季延长开放时间的通知',
  html: '<p>自6月1日起，市政公园开放时间延长至22时，请广大市民合理安排出行。</p>',
}
export const story = {
  title: '关于做好汛期值班工作的通知',
  html: '<p>机密★20年</p><p>某市委密电〔2021〕15号</p><p>各县（市、区）：请落实值班制度。</p>',
}
