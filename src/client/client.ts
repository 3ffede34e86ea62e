/**
 * `baoshen/client`: what a portal needs to ask the gate, and nothing else.
 *
 * ```ts
 * import { openGate } from 'baoshen/client'
 * const gate = openGate({ url: 'https://baoshen.intranet', key: process.env.BAOSHEN_KEY })
 * const answer = await gate.ask({ title, html, item: `post-${id}`, url })
 * if (answer.decision !== 'allow') throw new Error(answer.reasons.map(reason => reason.message).join('\n'))
 * ```
 */
export type { Answer, Attachment, Content, FailureCode, Finding, GateAnswer, Reason } from './contract.ts'
export { type AskOptions, type Gate, type GateOptions, openGate } from './open-gate.ts'
export { contentHash, type Trust, type Verified, verifyTicket } from './verify-ticket.ts'
