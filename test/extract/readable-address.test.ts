import { describe, expect, it } from 'vitest'
import { readableAddress } from '../../src/extract/readable-address.ts'

describe('a readable address', () => {
  it.each([
    ['/%E6%96%87.pdf', '/文.pdf'],
    ['/%CE%C4.pdf', '/文.pdf'],
    ['/%BB%FA%C3%DC%A1%EF20%C4%EA.doc', '/机密★20年.doc'],
    // A letter as the second byte of a character; both encodings in one address.
    ['/%82@.doc?n=%E6%96%87', '/侤.doc?n=文'],
    ['/a%20b?q=100%&r=1', '/a b?q=100%&r=1'],
    ['/%FF%FF', '/%FF%FF'],
    ['文/%CE%C4', '文/文'],
  ])('%s is %s', (address, readable) => {
    expect(readableAddress(address)).toBe(readable)
  })
})
