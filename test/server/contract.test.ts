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

describe('the separation of duties', () => {
  const all = routeNames.map(name => ({ name, route: routes[name] as Route }))
  const accessOf = (route: Route) => (typeof route.access === 'object' ? route.access : {})

  it('keeps the administrator away from content and from judging', () => {
    for (const { name, route } of all) {
      if (/^(submissions|files|findings|evidence|incidents|events)\./.test(name)) {
        expect(accessOf(route).administrator, name).toBeUndefined()
      }
    }
  })

  it('lets the auditor read, and change nothing', () => {
    for (const { name, route } of all) {
      if (route.method !== 'GET' && name !== 'rules.try')
        expect(accessOf(route).auditor, name).toBeUndefined()
      if (/^files\./.test(name)) expect(accessOf(route).auditor, name).toBeUndefined()
    }
  })

  it('gives people of a unit nothing of other units, and authors nothing of other authors to change', () => {
    for (const { name, route } of all) {
      if (!/\{(submission|incident)\}/.test(route.path)) continue
      const { editor, reviewer, approver, portal } = accessOf(route)
      for (const scope of [editor, reviewer, approver, portal]) expect(scope, name).not.toBe('all')
      if (route.method !== 'GET' && editor !== undefined) expect(editor, name).toBe('own')
      if (portal !== undefined) expect(portal, name).toBe('own')
    }
  })

  it('lets only reviewers decide, and only approvers approve', () => {
    expect(routes['findings.decide'].access).toEqual({ reviewer: 'unit' })
    expect(routes['submissions.pass'].access).toEqual({ reviewer: 'unit' })
    expect(routes['submissions.approve'].access).toEqual({ approver: 'unit' })
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
