import { describe, expect, it } from 'vitest'
import { canonicalUrl } from '../../src/rescan/sources/canonical-url.ts'
import { encodeQuery } from '../../src/rescan/sources/query-encoding.ts'
import fc from '../fast-check.ts'

describe('canonical addresses', () => {
  it.each([
    ['HTTP://WWW.Anlan.Example:80/a/../b/./c.html#top', 'http://www.anlan.example/b/c.html'],
    ['https://www.anlan.example:443', 'https://www.anlan.example/'],
    ['http://www.anlan.example./x', 'http://www.anlan.example/x'],
    ['http://a:b@www.anlan.example/x', 'http://www.anlan.example/x'],
    ['http://安澜.example/通知.pdf', 'http://xn--49s008b.example/%E9%80%9A%E7%9F%A5.pdf'],
    ['http://a.example/%7euser/%e9%80%9a', 'http://a.example/~user/%E9%80%9A'],
    // Names in GBK are not UTF-8 and stay what they are.
    ['http://a.example/%cd%a8%d6%aa.doc', 'http://a.example/%CD%A8%D6%AA.doc'],
    ['http://a.example/100%.pdf', 'http://a.example/100%25.pdf'],
    ['http://a.example/x?utm_source=wx&id=7&spm=a.b', 'http://a.example/x?id=7'],
    ['http://a.example/x.jsp;jsessionid=1A2B?b=2&a=1&PHPSESSID=9', 'http://a.example/x.jsp?b=2&a=1'],
    // A meeting's number names the meeting; what names a visit is long, so that nobody guesses it.
    ['http://a.example/x.jsp?sessionId=13', 'http://a.example/x.jsp?sessionId=13'],
    ['http://a.example/x.jsp?sessionId=0A1B2C3D4E5F6071', 'http://a.example/x.jsp'],
    ['http://a.example/(S(abcdefghijklmnopqrstuvwx))/a.aspx', 'http://a.example/a.aspx'],
    ['http://a.example/x?', 'http://a.example/x'],
    // What may mean something stays: order, doubled and empty parameters, `index.html`, the case of a path.
    ['http://a.example/index.html?b=&a=1&a=1', 'http://a.example/index.html?b=&a=1&a=1'],
    ['http://a.example//A//b', 'http://a.example//A//b'],
    ['http://a.example/?m=content&c=index', 'http://a.example/?m=content&c=index'],
  ])('%s → %s', (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical)
  })

  it.each([
    'mailto:a@b.example',
    'javascript:1',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://a/',
    '//',
    'http://',
    '',
    '/x',
  ])('%s is none', address => expect(canonicalUrl(address)).toBeNull())

  const piece = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '%2e%2E',
      '%',
      '%25',
      '%41',
      '%zz',
      ';jsessionid=A',
      '(S(abcdefghijklmnopqrstuvwx))',
    ),
    fc.constantFrom('utm_source=a', 'id=1', '?', '&', '=', '#', '//', '\\', ' ', '%E9%80', '通', ':'),
    fc.string({ maxLength: 5 }),
  )
  const rest = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))
  const separated = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('/'))

  it('are their own canonical addresses, and never lead to another host', () => {
    fc.assert(
      fc.property(fc.oneof(rest, separated), text => {
        const once = canonicalUrl(`http://www.anlan.example/${text}`)
        if (once === null) return
        expect(canonicalUrl(once)).toBe(once)
        expect(new URL(once).host).toBe('www.anlan.example')
        expect(new URL(once).hash).toBe('')
      }),
      { numRuns: 1500 },
    )
  })

  it('are their own canonical addresses, whatever they were made of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), rest), text => {
        const once = canonicalUrl(text, 'https://a.example/b/')
        if (once !== null) expect(canonicalUrl(once)).toBe(once)
      }),
      { numRuns: 800 },
    )
  })
})

describe('the query of a link', () => {
  it('is sent in the encoding of its page', () => {
    expect(encodeQuery('/s?k=通知&p=1#x', 'gb18030')).toBe('/s?k=%CD%A8%D6%AA&p=1#x')
    expect(encodeQuery('/s?k=通知', 'big5')).toBe('/s?k=%B3q%AA%BE'.replace('q', '%71'))
    expect(encodeQuery('/通?k=通', 'utf-8')).toBe('/通?k=通')
  })
})
