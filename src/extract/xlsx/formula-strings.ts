/** The texts that stand in a formula (ISO/IEC 29500-1, 18.17.2.2): `IF(A1,"机密","")`. */

/** A quote inside is doubled. @returns texts with at least one letter or number, without repeats. */
export function formulaStrings(formula: string): string[] {
  if (!formula.includes('"')) return []
  const found = new Set<string>()
  for (const [, text = ''] of formula.matchAll(/"((?:[^"]|""){1,8000})"/g)) {
    const unquoted = text.replaceAll('""', '"').trim()
    if (/[\p{L}\p{N}]/u.test(unquoted)) found.add(unquoted)
  }
  return [...found]
}
