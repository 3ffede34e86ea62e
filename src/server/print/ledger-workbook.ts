/** The ledger as an Excel workbook. */
import writeExcel from 'write-excel-file/node'
import type { Language } from '../../document/problem.ts'
import type { TitledEntry } from '../views/ledger.ts'
import { ledgerColumns, ledgerRow } from './ledger-rows.ts'

const widths = [8, 24, 14, 16, 36, 38, 8, 24, 18, 10, 16, 36, 36, 24]

export async function ledgerWorkbook(rows: readonly TitledEntry[], language: Language): Promise<Buffer> {
  const heading = ledgerColumns[language].map(value => ({ value, fontWeight: 'bold' as const }))
  // Given with a type, so that no text is taken for a formula or a date.
  const cells = rows.map(row =>
    ledgerRow(row, language).map(value =>
      typeof value === 'number' ? { value, type: Number } : { value, type: String },
    ),
  )
  const columns = widths.map(width => ({ width }))
  return writeExcel([heading, ...cells], { columns, stickyRowsCount: 1 }).toBuffer()
}
