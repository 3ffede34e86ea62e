/** Finds term lists on disk: TXT, CSV and TSV in any encoding that documents come in, and XLSX. */
import { readFile } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'
import { decodeText } from '../extract/encoding.ts'
import { PackError } from './error.ts'
import type { Pack } from './schema.ts'
import { readTermRows, readTerms } from './terms.ts'

const mostBytes = 20 * 2 ** 20

/**
 * @param files paths of term lists; an XLSX is read from its first sheet.
 * @throws {PackError} with file and line for what cannot be read or is no term list.
 */
export async function loadTerms(files: readonly string[]): Promise<Pack[]> {
  const packs: Pack[] = []
  for (const file of files) {
    const pack = await loadList(file)
    const number = packs.filter(other => other.pack.replace(/-\d+$/, '') === pack.pack).length
    packs.push(number === 0 ? pack : numbered(pack, number + 1))
  }
  return packs
}

/** Names made of Chinese only fall back to one and the same pack name; the second list gets a number. */
function numbered(pack: Pack, number: number): Pack {
  const name = `${pack.pack}-${number}`
  return {
    ...pack,
    pack: name,
    rules: pack.rules.map(rule => ({ ...rule, id: rule.id.replace(pack.pack, name) })),
  }
}

async function loadList(file: string): Promise<Pack> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const code = error.code ?? 'unknown'
    throw refused(file, `无法读取词条列表（${code}）。`, `The term list cannot be read (${code}).`, error)
  })
  if (bytes.length > mostBytes) {
    throw refused(file, '词条列表超过 20 MB。', 'The term list is over 20 MB.')
  }
  if (/\.xlsx$/i.test(file)) return readTermRows(await rowsOf(bytes, file), file)
  const decoded = decodeText(bytes)
  if (decoded === null) {
    throw refused(
      file,
      '无法判定文本编码，请另存为 UTF-8。',
      'The text encoding is unknown; save it as UTF-8.',
    )
  }
  return readTerms(decoded.text, file)
}

async function rowsOf(bytes: Buffer, file: string) {
  try {
    const rows = await readSheet(bytes)
    return rows.map((cells, index) => ({ values: cells.map(cell => String(cell ?? '')), line: index + 1 }))
  } catch (error) {
    throw refused(
      file,
      '无法读取该 Excel 工作簿，请另存为 CSV。',
      'The workbook cannot be read; save it as CSV.',
      error,
    )
  }
}

function refused(file: string, zh: string, en: string, cause?: unknown): PackError {
  return new PackError({ file, line: null, field: '' }, { zh, en }, { cause })
}
