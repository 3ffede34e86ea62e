/** The way of a submission as one table: which act leads from which states to which, and who may do it. */
import { z } from 'zod'
import type { Role } from './roles.ts'

export const states = [
  /** The editor fills in the form and attaches files. */
  'draft',
  /** The files are being read. */
  'screening',
  /** Screened; the editor sees the result and sends it on, or revises. */
  'screened',
  'review',
  'approval',
  /** Approved: a ticket exists. */
  'released',
  /** Back with the editor, with a reason. */
  'returned',
  'incident',
  'withdrawn',
  /** Was released; its ticket is no longer valid. */
  'revoked',
] as const
export const stateSchema = z.enum(states)
export type State = z.infer<typeof stateSchema>

/** Whose items: everyone's, those of one's department and the departments below it, one's own. */
export type Scope = 'all' | 'unit' | 'own'

/** Per role: whose items it may act on. A role that is not named may not. */
export type Access = Readonly<Partial<Record<Role, Scope>>>

export interface Act {
  readonly from: readonly State[]
  readonly to: State
  readonly access: Access
  /** Not by anyone who contributed to the item. */
  readonly separate?: boolean
  /** A reason must be given. */
  readonly reason?: boolean
}

export const acts = {
  /** 提交筛查 */
  submit: { from: ['draft'], to: 'screening', access: { editor: 'own', portal: 'own' } },
  /** 送审 */
  send: { from: ['screened'], to: 'review', access: { editor: 'own', portal: 'own' } },
  /** 修改，形成新版本 */
  revise: { from: ['screened', 'returned'], to: 'draft', access: { editor: 'own', portal: 'own' } },
  /** 撤回 */
  withdraw: {
    from: ['draft', 'screened', 'review', 'approval', 'returned'],
    to: 'withdrawn',
    access: { editor: 'own', portal: 'own' },
    reason: true,
  },
  /** 审查通过，报批 */
  pass: { from: ['review'], to: 'approval', access: { reviewer: 'unit' }, separate: true, reason: true },
  /** 退回 */
  return: {
    from: ['review', 'approval'],
    to: 'returned',
    access: { reviewer: 'unit', approver: 'unit' },
    separate: true,
    reason: true,
  },
  /** 批准公开，签发放行凭证 */
  approve: { from: ['approval'], to: 'released', access: { approver: 'unit' }, separate: true, reason: true },
  /** 撤销放行 */
  revoke: {
    from: ['released'],
    to: 'revoked',
    access: { reviewer: 'unit', approver: 'unit' },
    reason: true,
  },
  /** 报告泄密事件 */
  report: {
    from: ['screened', 'review', 'approval', 'released', 'returned', 'revoked'],
    to: 'incident',
    access: { editor: 'own', reviewer: 'unit', approver: 'unit' },
    reason: true,
  },
} as const satisfies Record<string, Act>

export type ActName = keyof typeof acts
export const actNames = Object.keys(acts) as ActName[]

/** Whether `name` may be done in `state`. */
export function isPossible(name: ActName, state: State): boolean {
  const act: Act = acts[name]
  return act.from.includes(state)
}

/** States in which the item waits for somebody's decision; their age is shown. */
export const waitingStates: readonly State[] = ['review', 'approval']
