import { describe, expect, it } from 'vitest'
import { parseAddress } from '../../src/outbound/address.ts'
import { AllowListError, judge, parseAllowList } from '../../src/outbound/allow.ts'

function judged(entries: readonly string[], host: string, address: string, port: number): string {
  const parsed = parseAddress(address)
  if (!parsed) throw new Error(address)
  return judge(parseAllowList(entries), host, parsed, port)
}

describe('allow-list', () => {
  it.each([
    // Without entries: the internet, on web ports.
    [[], 'www.example.cn', '8.8.8.8', 443, 'allowed'],
    [[], 'www.example.cn', '8.8.8.8', 25, 'port-refused'],
    [[], 'www.example.cn', '10.0.0.1', 443, 'address-refused'],
    // A name opens the intranet for itself, and nothing for others.
    [['cms.example.cn'], 'cms.example.cn', '10.0.0.1', 443, 'allowed'],
    [['cms.example.cn'], 'cms.example.cn', 'fd00::1', 80, 'allowed'],
    [['cms.example.cn'], 'other.example.cn', '10.0.0.1', 443, 'address-refused'],
    [['cms.example.cn'], 'x.cms.example.cn', '10.0.0.1', 443, 'address-refused'],
    [['CMS.Example.cn'], 'cms.example.cn', '10.0.0.1', 443, 'allowed'],
    [['门户.example.cn'], 'xn--8mry02d.example.cn', '10.0.0.1', 443, 'address-refused'],
    // … but never what no web site of an intranet has.
    [['cms.example.cn'], 'cms.example.cn', '127.0.0.1', 443, 'address-refused'],
    [['cms.example.cn'], 'cms.example.cn', '169.254.169.254', 80, 'address-refused'],
    [['cms.example.cn'], 'cms.example.cn', '100.100.100.200', 80, 'address-refused'],
    [['*.example.cn'], 'cms.example.cn', '10.0.0.1', 443, 'allowed'],
    [['*.example.cn'], 'example.cn', '10.0.0.1', 443, 'address-refused'],
    [['*.example.cn'], 'badexample.cn', '10.0.0.1', 443, 'address-refused'],
    // Ports.
    [['cms.example.cn'], 'cms.example.cn', '10.0.0.1', 9000, 'port-refused'],
    [['cms.example.cn:9000'], 'cms.example.cn', '10.0.0.1', 9000, 'allowed'],
    [['cms.example.cn:9000'], 'cms.example.cn', '10.0.0.1', 9001, 'port-refused'],
    [['cms.example.cn:9000'], 'cms.example.cn', '8.8.8.8', 9000, 'allowed'],
    [['cms.example.cn:9000'], 'cms.example.cn', '8.8.8.8', 443, 'allowed'],
    // Networks and addresses.
    [['127.0.0.0/8:*'], 'localhost', '127.0.0.1', 22_345, 'allowed'],
    [['127.0.0.1:*'], 'localhost', '127.0.0.2', 22_345, 'address-refused'],
    [['10.20.0.0/16'], 'a', '10.20.255.1', 80, 'allowed'],
    [['10.20.0.0/16'], 'a', '10.21.0.1', 80, 'address-refused'],
    [['10.20.0.0/16'], 'a', '::ffff:10.20.0.1', 80, 'allowed'],
    [['[fd00:1::]/32:8000'], 'a', 'fd00:1::9', 8000, 'allowed'],
    [['fd00:1::/32'], 'a', 'fd00:1::9', 80, 'allowed'],
    [['fd00:1::/32'], 'a', 'fd00:2::9', 80, 'address-refused'],
    [['::1'], 'localhost', '::1', 80, 'allowed'],
  ] as const)('%j: %s at %s port %i is %s', (entries, host, address, port, expected) => {
    expect(judged(entries, host, address, port)).toBe(expected)
  })

  it('knows a name in Chinese by the form that URLs have', () => {
    const { hostname } = new URL('http://门户.example.cn/')
    expect(judged(['门户.example.cn'], hostname, '10.0.0.1', 443)).toBe('allowed')
  })

  it.each([
    '',
    'http://x/',
    'a b',
    '10.0.0.0/33',
    'x:0',
    'x:70000',
    'x/8',
    '*',
    '*.',
    'x/y',
    'user@x',
    '127.1',
    '[fd00::',
  ])('refuses the entry “%s”', entry => {
    expect(() => parseAllowList([entry])).toThrow(AllowListError)
  })
})
