/** The beginning of a new rule, which its writer fills in. */

/** @param id lower-case words joined by dots: `own.project-names`. @returns a pack in YAML that loads as it stands. */
export function packSkeleton(id: string): string {
  return `# ${id}: replace every value; patterns/README.md explains each field.
# Try it:  baoshen rules test --packs <this file>
pack: ${id.replaceAll('.', '-')}
title: { zh: 自定义规则, en: Own rules }

rules:
  - id: ${id}
    title: { zh: 未公开的项目名称, en: Name of an unpublished project }
    category: custom
    severity: review
    basis: { zh: 本单位规定, en: The organisation's own rule }
    advice: { zh: 请向规则维护人核实是否可以公开。, en: Ask whoever keeps this rule whether it may be published. }
    match:
      phrases: [青松工程]
    context:
      place: [anywhere]
    examples:
      hit:
        - 青松工程今日开工
      miss:
        - 青松翠柏，四季常青
`
}
