/** The rule reference: every rule of every pack on one page, made from the packs, for readers of findings. */
import type { Language } from '../document/problem.ts'
import type { Example, Pack, Rule } from '../packs/schema.ts'

const wording = {
  zh: {
    title: '规则手册',
    intro: '本页由 `npm run rules:reference` 根据 `patterns/` 生成，请勿手工修改。',
    severity: { info: '提示', review: '人工复核', block: '拦截' },
    fields: {
      severity: '结论',
      category: '类别',
      basis: '依据',
      advice: '处置',
      hits: '会报',
      misses: '不报',
    },
    silent: '只作为其他规则的证据，不单独报告。',
    separator: '：',
  },
  en: {
    title: 'Rule reference',
    intro: 'Made from `patterns/` by `npm run rules:reference`; do not edit by hand.',
    severity: { info: 'info', review: 'review', block: 'block' },
    fields: {
      severity: 'Verdict',
      category: 'Category',
      basis: 'Basis',
      advice: 'What to do',
      hits: 'Found',
      misses: 'Not found',
    },
    silent: 'Only counts as evidence for other rules; not reported by itself.',
    separator: ': ',
  },
} as const

/** Examples shown for a rule; the pack holds all. */
const shown = 3

function exampleText(example: Example): string {
  const text = typeof example === 'string' ? example : example.text
  return `\`${text.replaceAll('\n', ' ⏎ ').replaceAll('`', "'")}\``
}

/** One rule as Markdown, for the page and for `baoshen rules explain`. */
export function describeRule(rule: Rule, language: Language): string {
  const { fields, severity, silent, separator } = wording[language]
  const row = (name: string, text: string) => (text === '' ? [] : [`- ${name}${separator}${text}`])
  return [
    `### ${rule.id}`,
    '',
    `**${rule.title[language]}**`,
    '',
    ...row(fields.severity, severity[rule.severity] + (rule.silent ? ` – ${silent}` : '')),
    ...row(fields.category, rule.category),
    ...row(fields.basis, rule.basis[language]),
    ...row(fields.advice, rule.advice[language]),
    ...row(fields.hits, rule.examples.hit.slice(0, shown).map(exampleText).join(' · ')),
    ...row(fields.misses, rule.examples.miss.slice(0, shown).map(exampleText).join(' · ')),
    '',
  ].join('\n')
}

/** The whole page as Markdown. */
export function referencePage(packs: readonly Pack[], language: Language): string {
  const { title, intro } = wording[language]
  const sections = packs.map(pack => {
    const rules = pack.rules.map(rule => describeRule(rule, language))
    return `## ${pack.title[language]} (${pack.pack})\n\n${rules.join('\n')}`
  })
  return `# ${title}\n\n${intro}\n\n${sections.join('\n')}`
}
