/**
 * Prints a self-inspection report in a thread of its own: a long one takes seconds, in which the gate would have
 * answered nobody.
 */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import type { Language } from '../../document/problem.ts'
import { inspectionDocument } from '../../rescan/report/document.ts'
import { inspectionHtml } from '../../rescan/report/html.ts'
import type { Inspection } from '../../rescan/report/inspection.ts'
import { inspectionWorkbook } from '../../rescan/report/workbook.ts'

export type ReportFormat = 'html' | 'xlsx' | 'docx'

/**
 * Findings listed one by one, and places that were not screened; what is beyond is counted and said to be left out.
 * Measured: 1000 of a Word document take 1.4 s and 0.2 GB, 5000 of a page 0.3 s, 20,000 of a workbook 2.5 s and 0.7 GB.
 */
const mostLines: Readonly<Record<ReportFormat, number>> = { html: 5000, xlsx: 20_000, docx: 1000 }
/** Of a thread: should the measurements be wrong, the report fails and the service does not. */
const mostMegabytes = 1536

interface Task {
  readonly inspection: Inspection
  readonly format: ReportFormat
  readonly language: Language
}

/** @throws when the thread ran out of memory. */
export function printInspection(
  inspection: Inspection,
  format: ReportFormat,
  language: Language,
): Promise<Buffer> {
  const task: Task = { inspection, format, language }
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), {
      workerData: { baoshenReport: task },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    thread.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
    thread.once('error', reject)
    // After a message it says nothing new.
    thread.once('exit', () => reject(new Error('the thread that prints ended without a report')))
  })
}

function print({ inspection, format, language }: Task): string | Promise<Buffer> {
  const limits = { pictures: 0, lines: mostLines[format] }
  switch (format) {
    case 'html':
      return inspectionHtml(inspection, language, limits)
    case 'xlsx':
      return inspectionWorkbook(inspection, language, limits)
    case 'docx':
      return inspectionDocument(inspection, language, limits)
  }
}

const task = (workerData as { baoshenReport?: Task } | null)?.baoshenReport
if (task) parentPort?.postMessage(Buffer.from(await print(task)))
