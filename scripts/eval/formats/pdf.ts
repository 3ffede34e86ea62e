import { breakLines, layOut, type Run, sheet, typeArea } from '../../samples/layout.ts'
import type { Paper } from '../../samples/paper.ts'
import { canSet, textPdf } from '../../samples/pdf.ts'
import type { Draft } from '../draft.ts'
import { lines } from './lines.ts'

const widest = 26

/** Whether the PDF fonts have all its characters, and its table rows fit on one line. */
export function fitsPdf(draft: Draft): boolean {
  const texts = [...lines(draft), draft.header ?? '']
  return (
    texts.every(canSet) && (draft.table ?? []).every(row => breakLines(row.join('　'), widest).length === 1)
  )
}

/** The draft set by GB/T 9704, with its text layer. */
export async function pdf(draft: Draft): Promise<Uint8Array> {
  const [copyNumber, level, urgency] = draft.top ?? []
  const [issuer, date] = draft.closing ?? []
  const set: Partial<Paper> = {
    ...(copyNumber === undefined ? {} : { copyNumber }),
    ...(level === undefined ? {} : { level }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(draft.corner === undefined ? {} : { corner: draft.corner }),
    ...(draft.head === undefined ? {} : { head: draft.head }),
    ...(draft.number === undefined ? {} : { number: draft.number }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(date === undefined ? {} : { date }),
    ...(draft.notes?.[0] === undefined ? {} : { note: draft.notes[0] }),
  }
  const rows = (draft.table ?? []).map(row => row.join('　'))
  const title = [...breakLines(draft.title, 20), ...(draft.below ?? [])]
  const pages = layOut({ ...set, title, body: [...draft.body, ...rows] })
  const margin = (text: string, y: number): Run => ({
    text,
    x: typeArea.left,
    y,
    size: 12,
    face: 'body',
    color: 'black',
    anchor: 'left',
  })
  for (const page of pages) {
    if (draft.header) page.runs.unshift(margin(draft.header, 20))
    if (draft.footer) page.runs.push(margin(draft.footer, sheet.height - 14))
  }
  return await textPdf(draft.title, pages)
}
