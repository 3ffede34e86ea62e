/** The API's contract: what is written down is what is served. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { acts, states } from '../../src/review/lifecycle.ts'
import { openApi } from '../../src/server/api/openapi.ts'
import {
  ApiProblem,
  type ApiProblemCode,
  apiProblems,
  problemDocument,
  problemDocumentSchema,
} from '../../src/server/api/problem.ts'
import type { Route } from '../../src/server/api/route.ts'
import { routeNames, routes } from '../../src/server/api/routes.ts'

describe('openapi.json', () => {
  it('is what the routes say (npm run openapi)', () => {
    const file = path.join(import.meta.dirname, '../../src/server/api/openapi.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openApi())))
  })

  it('refers to nothing that is not there', () => {
    const text = JSON.stringify(openApi())
    const { schemas } = openApi().components as { schemas: Record<string, unknown> }
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(schemas).toHaveProperty(name ?? '')
  })
})

describe('the route table', () => {
  it('has no two routes with the same method and path', () => {
    const all = routeNames.map(name => `${routes[name].method} ${routes[name].path}`)
    expect(new Set(all).size).toBe(all.length)
  })

  it.each(routeNames)('%s names its parameters as its path does', name => {
    const route: Route = routes[name]
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(each => each[1])
    expect(Object.keys(route.params?.shape ?? {})).toEqual(inPath)
  })
})

describe('the table of problems', () => {
  it.each(Object.keys(apiProblems) as ApiProblemCode[])(
    '%s is a whole problem document in both languages',
    code => {
      for (const language of ['zh', 'en'] as const) {
        const document = problemDocument(new ApiProblem(code), language)
        expect(problemDocumentSchema.parse(document)).toEqual(document)
        expect(document.status).toBeGreaterThanOrEqual(400)
      }
      const { zh, en } = apiProblems[code]
      const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(each => each[1]).sort()
      expect(names(zh)).toEqual(names(en))
    },
  )
})

describe('the way of a submission', () => {
  it('reaches every state, and every state but the last ones is left again', () => {
    const declared = Object.values(acts)
    // `screened` and the automatic way to review come from the screening itself.
    const reached = new Set<string>(['draft', 'screened', ...declared.map(each => each.to)])
    expect(states.filter(state => !reached.has(state))).toEqual([])
    const left = new Set<string>(['screening', ...declared.flatMap(each => [...each.from])])
    expect(states.filter(state => !left.has(state))).toEqual(['incident', 'withdrawn'])
  })
})
