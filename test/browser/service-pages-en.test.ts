/** Every page in English. */
import { describe } from 'vitest'
import { lookAtPages, readFindings, readLedger, useTown } from './service/every-page.ts'

useTown()
describe.for([1280, 390])('the pages in en at %i', width => lookAtPages('en', width))
describe('the ledger in en', () => readLedger('en'))
describe('findings in en', readFindings)
