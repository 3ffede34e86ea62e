/** What a handler gets and gives; the compiler holds it to its route's declaration. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../document/problem.ts'
import type { Scope } from '../review/lifecycle.ts'
import type { SubmissionTable } from '../store/submission-schema.ts'
import type { AnswerOf, BodyOf, LaterOf, ParamsOf, QueryOf, RouteName, Routes } from './api/routes.ts'
import type { App } from './app.ts'
import type { ServerOptions } from './server.ts'
import type { Keyed } from './workflow/idempotency.ts'
import type { Caller } from './workflow/service.ts'

/** The item that a path names, which the caller was found to be allowed to act on. */
type ItemOf<N extends RouteName> =
  ParamsOf<N> extends { submission: string } | { incident: string } ? SubmissionTable : null

export interface HandlerRequest<N extends RouteName> {
  readonly app: App
  readonly options: ServerOptions
  readonly caller: Routes[N]['access'] extends 'anyone' ? null : Caller
  /** Of the caller's session; null for portals. */
  readonly sessionHash: string | null
  /** Whose items the caller may act on by this route. */
  readonly scopes: readonly Scope[]
  readonly language: Language
  readonly params: ParamsOf<N>
  readonly query: QueryOf<N>
  readonly body: BodyOf<N>
  readonly item: ItemOf<N>
  /** The version in `If-Match`; 0 where the route asks for none. */
  readonly expectedVersion: number
  /** The `Idempotency-Key`, for routes without upload. */
  readonly keyed: Keyed | null
  readonly raw: FastifyRequest
  readonly reply: FastifyReply
}

/** An answer that is not JSON. */
export interface Download {
  readonly bytes: Buffer
  /** Saved under this name; shown in place when absent. */
  readonly name?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Status 202: what the caller gets until the answer is there, and where it will be. */
export class Later<T> {
  readonly answer: T
  readonly location: string

  constructor(answer: T, location: string) {
    this.answer = answer
    this.location = location
  }
}

/** Answers by itself, such as a stream of events. */
export const handled = { handled: true } as const

type Answer<N extends RouteName> =
  AnswerOf<N> extends undefined
    ? Download | typeof handled | undefined
    : LaterOf<N> extends undefined
      ? AnswerOf<N>
      : AnswerOf<N> | Later<LaterOf<N>>

export type Handler<N extends RouteName> = (request: HandlerRequest<N>) => Promise<Answer<N>> | Answer<N>

/** Handlers of some resource: `satisfies Handlers<'people.'>` misses none. */
export type Handlers<Prefix extends string> = {
  readonly [N in RouteName as N extends `${Prefix}${string}` ? N : never]: Handler<N>
}
