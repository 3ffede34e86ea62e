import { describe, expect, it } from 'vitest'
import { readableAddress } from '../../../src/rescan/report/readable-address.ts'
import fc from '../../fast-check.ts'

describe('a readable address', () => {
  it('shows Chinese names, and leaves everything else escaped', () => {
    const base = 'https://www.example.gov.cn'
    expect(readableAddress(`${base}/%E9%99%84%E4%BB%B6/%E6%96%B9%E6%A1%88%281%29.docx`)).toBe(
      `${base}/附件/方案%281%29.docx`,
    )
    expect(readableAddress(`${base}/%D6%D0.doc`)).toBe(`${base}/%D6%D0.doc`)
    // Right-to-left marks and letters would show an address other than the one it is, and so would a dot that is none
    // and a letter that nobody sees.
    for (const name of ['\u202Ecod.exe', '\u05D0/1/\u05D1', '附件\uA4F8docx', '附件\u3164.docx']) {
      const escaped = name.split('/').map(encodeURIComponent).join('/')
      expect(readableAddress(`${base}/${escaped}`)).toBe(`${base}/${escaped}`)
    }
  })

  it('leads to the same page', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (folder, file) => {
        const escaped = (text: string) => encodeURIComponent(text.toWellFormed())
        const { href } = new URL(
          `https://www.example.gov.cn/${escaped(folder)}/x${escaped(file)}?q=${escaped(file)}`,
        )
        expect(new URL(readableAddress(href)).href).toBe(href)
      }),
    )
  })
})
