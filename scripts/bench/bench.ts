/** `npm run bench`: baoshen beside its peers in one run. Ratios are what counts; machines are noisy. */
import { benchMatch } from './match.ts'
import { benchOcr } from './ocr.ts'
import { benchOcrThreads } from './ocr-threads.ts'
import { benchPdfText } from './pdf-text.ts'
import { benchSubmissions } from './submissions.ts'
import { benchThroughput } from './throughput.ts'

await benchMatch()
await benchPdfText()
await benchOcr()
await benchOcrThreads()
await benchThroughput()
await benchSubmissions()
