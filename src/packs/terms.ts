/**
 * An organisation's own terms (project code names, titles of unpublished plans, rosters) from a plain list to a pack.
 *
 * TXT: one term a line, `#` begins a comment. CSV, XLSX: columns `term`, `severity` (review or block), `note`, in any order
 * (Chinese headings 词条、级别、说明 too); without a heading the first column is the term.
 */
import { CsvError, parse } from 'csv-parse/sync'
import { PackError } from './error.ts'
import { type Pack, packSchema, type Rule } from './schema.ts'

const mostTerms = 50_000
const longest = 200
const headings: Readonly<Record<string, 'term' | 'severity' | 'note'>> = {
  term: 'term',
  词条: 'term',
  术语: 'term',
  词语: 'term',
  名称: 'term',
  severity: 'severity',
  级别: 'severity',
  处置: 'severity',
  note: 'note',
  说明: 'note',
  备注: 'note',
}
const severities: Readonly<Record<string, 'review' | 'block'>> = {
  '': 'review',
  review: 'review',
  复核: 'review',
  人工复核: 'review',
  block: 'block',
  拦截: 'block',
}

interface Term {
  readonly text: string
  readonly severity: 'review' | 'block'
  readonly line: number
}

/**
 * Reads a term list.
 * @param source the file's text
 * @param file its name: `.csv` and `.tsv` are read as columns, all others as one term a line
 * @throws {PackError} naming file and line for an empty, too long or contradictory list
 */
export function readTerms(source: string, file: string): Pack {
  const text = source.replace(/^\ufeff/, '')
  return packOf(/\.[ct]sv$/i.test(file) ? fromColumns(rowsOf(text, file), file) : fromLines(text), file)
}

/** Reads a term list from rows of cells, as a spreadsheet holds them. @throws {PackError} as {@link readTerms}. */
export function readTermRows(rows: readonly TermRow[], file: string): Pack {
  return packOf(fromColumns(rows, file), file)
}

function packOf(terms: readonly Term[], file: string): Pack {
  if (terms.length === 0)
    throw new PackError(
      { file, line: null, field: '' },
      { zh: '词条列表为空。', en: 'The list holds no terms.' },
    )
  if (terms.length > mostTerms)
    throw new PackError(
      { file, line: mostTerms, field: '' },
      { zh: `词条超过 ${mostTerms} 条上限。`, en: `The list has more than ${mostTerms} terms.` },
    )
  for (const { text: term, line } of terms)
    if (term.length > longest || [...term].length < 2)
      throw new PackError(
        { file, line, field: 'term' },
        {
          zh: `词条须为 2 至 ${longest} 个字符：“${term.slice(0, 20)}”。`,
          en: `A term has 2 to ${longest} characters: “${term.slice(0, 20)}”.`,
        },
      )
  const name = nameOf(file)
  const rules = (['block', 'review'] as const).flatMap(severity => {
    const own = [...new Set(terms.filter(term => term.severity === severity).map(term => term.text))]
    return own.length === 0 ? [] : [ruleOf(own, severity, name, file)]
  })
  return packSchema.parse({
    pack: `terms.${name}`,
    title: { zh: `自定义词条 ${name}`, en: `Own terms: ${name}` },
    rules,
  })
}

/** A pack of terms that all need a look; for programs that hold their terms elsewhere. */
export function packOfTerms(terms: readonly string[], name: string): Pack {
  return packSchema.parse({
    pack: `terms.${name}`,
    title: { zh: `自定义词条 ${name}`, en: `Own terms: ${name}` },
    rules: [ruleOf(terms, 'review', name, name)],
  })
}

function ruleOf(phrases: readonly string[], severity: 'review' | 'block', name: string, file: string) {
  // Where the list lies is nobody's business who reads a finding.
  const list = file.split(/[\\/]/).at(-1) ?? file
  return {
    id: `terms.${name}.${severity}`,
    title: { zh: '本单位自定义词条', en: "One of the organisation's own terms" },
    category: 'custom',
    severity,
    basis: { zh: `本单位词条列表 ${list}`, en: `The organisation's own list ${list}` },
    advice: {
      zh: '该词条由本单位列为不宜公开，请向词条维护人核实。',
      en: 'The organisation listed this term as not for publication; ask whoever keeps the list.',
    },
    match: { phrases: [...phrases], word: false },
    examples: { hit: [phrases[0] ?? ''], miss: [] },
  } satisfies Partial<Record<keyof Rule, unknown>>
}

function fromLines(text: string): Term[] {
  return text.split(/\r?\n/).flatMap((raw, index) => {
    const line = raw.trim()
    return line === '' || line.startsWith('#') ? [] : [{ text: line, severity: 'review', line: index + 1 }]
  })
}

/** Rows of cells with the line each begins on. */
export interface TermRow {
  readonly values: readonly string[]
  readonly line: number
}

function rowsOf(text: string, file: string): TermRow[] {
  const delimiter = /\.tsv$/i.test(file) ? '\t' : ','
  try {
    const records = parse(text, { delimiter, relax_column_count: true, info: true }) as unknown as {
      record: string[]
      info: { lines: number }
    }[]
    return records.map(({ record, info }) => ({ values: record, line: info.lines }))
  } catch (error) {
    const line = error instanceof CsvError && typeof error.lines === 'number' ? error.lines : null
    throw new PackError(
      { file, line, field: '' },
      {
        zh: '不是有效的 CSV（引号不成对或列格式有误）。',
        en: 'This is not valid CSV (unbalanced quotes or broken columns).',
      },
      { cause: error },
    )
  }
}

function fromColumns(rows: readonly TermRow[], file: string): Term[] {
  const first = rows[0]?.values.map(value => headings[value.trim().toLowerCase()]) ?? []
  const headed = first.includes('term')
  const column = (name: 'term' | 'severity') => (headed ? first.indexOf(name) : name === 'term' ? 0 : -1)
  const [term, severity] = [column('term'), column('severity')]
  return rows.slice(headed ? 1 : 0).flatMap(({ values, line }) => {
    const value = values[term]?.trim() ?? ''
    if (value === '' || value.startsWith('#')) return []
    const word = severity < 0 ? '' : (values[severity]?.trim().toLowerCase() ?? '')
    const known = severities[word]
    if (known === undefined)
      throw new PackError(
        { file, line, field: 'severity' },
        {
          zh: `级别只能是 review（复核）或 block（拦截）：“${word}”。`,
          en: `Severity is review or block, not “${word}”.`,
        },
      )
    return [{ text: value, severity: known, line }]
  })
}

/** A pack name from a file name: `2031 项目代号.csv` has no Latin letters, so the name falls back to `list`. */
function nameOf(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? ''
  const name = base
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  return name === '' ? 'list' : name
}
