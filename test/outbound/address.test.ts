import { describe, expect, it } from 'vitest'
import { type AddressKind, kindOf, parseAddress } from '../../src/outbound/address.ts'
import fc from '../fast-check.ts'

const kind = (text: string): AddressKind | null => {
  const address = parseAddress(text)
  return address && kindOf(address)
}

/** From the IANA special-purpose registries, written down independently of the library: first, last, kind. */
const ipv4Blocks: readonly [string, string, AddressKind][] = [
  ['0.0.0.0', '0.255.255.255', 'special'],
  ['10.0.0.0', '10.255.255.255', 'intranet'],
  ['100.64.0.0', '100.127.255.255', 'intranet'],
  ['127.0.0.0', '127.255.255.255', 'loopback'],
  ['169.254.0.0', '169.254.255.255', 'link-local'],
  ['172.16.0.0', '172.31.255.255', 'intranet'],
  ['192.0.0.0', '192.0.0.255', 'special'],
  ['192.0.2.0', '192.0.2.255', 'special'],
  ['192.88.99.0', '192.88.99.255', 'special'],
  ['192.168.0.0', '192.168.255.255', 'intranet'],
  ['198.18.0.0', '198.19.255.255', 'special'],
  ['198.51.100.0', '198.51.100.255', 'special'],
  ['203.0.113.0', '203.0.113.255', 'special'],
  ['224.0.0.0', '239.255.255.255', 'special'],
  ['240.0.0.0', '255.255.255.255', 'special'],
]
const metadata = ['169.254.169.254', '100.100.100.200', '168.63.129.16', '192.0.0.192']

const numberOf = (text: string) => text.split('.').reduce((sum, each) => sum * 256 + Number(each), 0)
const textOf = (value: number) => [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.')
/** AS112, AMT: public blocks that the library keeps apart; refusing them costs nothing. */
const alsoRefused = /^(192\.175\.48|192\.31\.196|192\.52\.193)\./

describe('addresses', () => {
  it('knows both ends of every special IPv4 block, and their neighbours', () => {
    for (const [first, last, expected] of ipv4Blocks) {
      expect([first, kind(first)]).toEqual([first, expected])
      expect([last, kind(last)]).toEqual([last, expected])
    }
    for (const outside of [
      '1.0.0.0',
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '126.255.255.255',
    ]) {
      expect([outside, kind(outside)]).toEqual([outside, 'public'])
    }
    for (const each of metadata) expect([each, kind(each)]).toEqual([each, 'metadata'])
  })

  it('says public of an IPv4 address exactly when no block holds it, in every way of writing it', () => {
    const inBlocks = fc
      .constantFrom(...ipv4Blocks)
      .chain(([first, last]) => fc.integer({ min: numberOf(first), max: numberOf(last) }))
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), inBlocks), value => {
        const text = textOf(value)
        if (alsoRefused.test(text) || metadata.includes(text)) return
        const block = ipv4Blocks.find(([first, last]) => value >= numberOf(first) && value <= numberOf(last))
        const expected = block?.[2] ?? 'public'
        expect([text, kind(text)]).toEqual([text, expected])
        const hex = `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`
        for (const embedded of [`::ffff:${text}`, `::ffff:${hex}`, `64:ff9b::${hex}`]) {
          expect([embedded, kind(embedded)]).toEqual([embedded, expected])
        }
        // What the URL standard makes of decimal, octal and hexadecimal spellings.
        for (const spelled of [`${value}`, `0x${value.toString(16)}`, `0${value.toString(8)}`, `${text}.`]) {
          expect(new URL(`http://${spelled}/`).hostname).toBe(text)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('lets nothing of IPv6 through but global unicast, and of that no transition or documentation block', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map(each => each.toString(16))
    const rest = (count: number) => fc.array(group, { minLength: count, maxLength: count })
    const refused = [
      '2002',
      '2001:0',
      '2001:db8',
      '2001:10',
      '2001:20',
      '3fff:0',
      'fc00',
      'fd12',
      'fe80',
      'fec0',
      'ff02',
      '100:0:0:0',
      '64:ff9b:1',
      '5f00',
      '4000',
      '1fff',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...refused).chain(head => {
          const groups = head.split(':')
          return rest(8 - groups.length).map(tail => [...groups, ...tail].join(':'))
        }),
        text => {
          expect([text, kind(text) === 'public']).toEqual([text, false])
        },
      ),
      { numRuns: 1000 },
    )
    for (const each of [
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::7f00:1',
      'fe80::1%eth0',
      'fd00:ec2::254',
      '::ffff:0:127.0.0.1',
    ]) {
      expect([each, kind(each) === 'public']).toEqual([each, false])
    }
    for (const each of ['2400:3200::1', '2606:4700:4700::1111', '240e:1::1'])
      expect([each, kind(each)]).toEqual([each, 'public'])
  })

  it('takes nothing else for an address', () => {
    for (const each of ['', 'localhost', '127.1', '0x7f.0.0.1', '010.0.0.1', '1.2.3.4.5', 'g::1', '1.2.3']) {
      expect([each, parseAddress(each)]).toEqual([each, null])
    }
  })
})
