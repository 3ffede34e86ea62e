/** Every page in Chinese. */
import { describe } from 'vitest'
import { lookAtPages, readLedger, useTown } from './service/every-page.ts'

useTown()
describe.for([1280, 390])('the pages in zh at %i', width => lookAtPages('zh', width))
describe('the ledger in zh', () => readLedger('zh'))
