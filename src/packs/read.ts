/** One YAML file to one checked pack. Every complaint names file, line and field. */
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { PackError } from './error.ts'
import { type Pack, packSchema } from './schema.ts'
import { dangerOf } from './vet.ts'

/** A pack file is a page of text, not a data set; term lists have their own loader. */
const maximumBytes = 5 * 2 ** 20
/** YAML's alias bomb: how often nodes may be repeated through aliases. */
const maximumAliases = 200

export interface ReadOptions {
  /** Prove each regular expression safe. Off for the built-in packs: their tests do it. */
  readonly vet: boolean
}

/**
 * Parses and checks a pack.
 * @throws {PackError} naming the first complaint.
 */
export function readPack(source: string, file: string, options: ReadOptions): Pack {
  if (Buffer.byteLength(source) > maximumBytes)
    throw new PackError(
      { file, line: null, field: '' },
      {
        zh: `规则包超过 ${maximumBytes} 字节上限。`,
        en: `The pack is over the limit of ${maximumBytes} bytes.`,
      },
    )
  const lines = new LineCounter()
  const document = parseDocument(source, {
    lineCounter: lines,
    uniqueKeys: true,
    schema: 'core',
    merge: true,
  })
  const broken = document.errors[0]
  if (broken !== undefined)
    throw new PackError(
      { file, line: lines.linePos(broken.pos[0]).line, field: '' },
      { zh: `YAML 语法错误：${firstLine(broken.message)}`, en: `YAML error: ${firstLine(broken.message)}` },
    )
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document, path)).line
  let plain: unknown
  try {
    plain = document.toJS({ maxAliasCount: maximumAliases })
  } catch (error) {
    const message = error instanceof Error ? firstLine(error.message) : String(error)
    throw new PackError({ file, line: 1, field: '' }, { zh: `YAML 引用过多或有误：${message}`, en: message })
  }
  const checked = packSchema.safeParse(plain)
  if (!checked.success) {
    const issue = deepest(checked.error.issues)
    throw new PackError(
      { file, line: lineOf(issue.path), field: issue.path.join('.') },
      { zh: `字段有误：${issue.message}`, en: issue.message },
    )
  }
  const pack = checked.data
  checkRules(pack, file, lineOf, options)
  return pack
}

function checkRules(
  pack: Pack,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
  { vet }: ReadOptions,
): void {
  const seen = new Set<string>()
  for (const [index, rule] of pack.rules.entries()) {
    if (seen.has(rule.id)) {
      const path = ['rules', index, 'id']
      throw new PackError(
        { file, line: lineOf(path), field: path.join('.') },
        { zh: `规则编号重复：${rule.id}`, en: `The rule id ${rule.id} is used twice.` },
      )
    }
    seen.add(rule.id)
    if (!('pattern' in rule.match)) continue
    const path = ['rules', index, 'match', 'pattern']
    const flags = rule.match.case === 'any' ? 'iu' : 'u'
    const danger = vet ? dangerOf(rule.match.pattern, flags) : null
    if (danger !== null)
      throw new PackError(
        { file, line: lineOf(path), field: path.join('.') },
        { zh: `正则表达式被拒绝：${danger}`, en: `The regular expression is refused: ${danger}` },
      )
  }
}

/** Unions report under one issue; the branch that got furthest says what is really wrong. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: PropertyKey[]; message: string } {
  const issue = issues[0]
  if (issue === undefined) return { path: [], message: 'invalid' }
  if (issue.code !== 'invalid_union') return { path: issue.path, message: issue.message }
  let best: { path: PropertyKey[]; message: string } | undefined
  for (const branch of issue.errors) {
    const inner = deepest(branch)
    if (branch.some(one => one.code === 'unrecognized_keys' && one.path.length === 0)) continue
    if (best === undefined || inner.path.length > best.path.length) best = inner
  }
  best ??= { path: [], message: 'none of the allowed forms' }
  return { path: [...issue.path, ...best.path], message: best.message }
}

/** Offset of the node at a path, or of its nearest ancestor that exists. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && item.key.value === key)
      if (pair === undefined) break
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else break
  }
  return offset
}

const firstLine = (message: string) => message.split('\n')[0] ?? message
