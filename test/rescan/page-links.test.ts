import { describe, expect, it } from 'vitest'
import { documentName } from '../../src/rescan/sources/document-name.ts'
import { listedLinks } from '../../src/rescan/sources/listed-links.ts'
import { isPage, readPage } from '../../src/rescan/sources/page-content.ts'
import { cpuMilliseconds } from '../cpu-time.ts'

const address = 'http://www.anlan.example/zwgk/a.html'
const linksIn = (html: string) =>
  readPage(Buffer.from(html), address, 'text/html; charset=utf-8').links.map(link =>
    link.replace('http://www.anlan.example/', ''),
  )

describe('links of a page', () => {
  it.each([
    ['<a href="b.html" rel="nofollow">', ['zwgk/b.html']],
    ["<AREA HREF='/map.html'>", ['map.html']],
    [
      '<img src=1.png srcset="2.png 1x, 3.png 2x" longdesc=d.html>',
      ['zwgk/1.png', 'zwgk/d.html', 'zwgk/2.png', 'zwgk/3.png'],
    ],
    ['<img data-src=lazy.jpg data-original=lazy2.jpg>', ['zwgk/lazy.jpg', 'zwgk/lazy2.jpg']],
    ['<picture><source srcset="a,b.webp 1x"></picture>', ['zwgk/a,b.webp']],
    ['<iframe src=f.html></iframe><frame src=g.html>', ['zwgk/f.html', 'zwgk/g.html']],
    ['<embed src=a.pdf><object data=b.pdf></object>', ['zwgk/a.pdf', 'zwgk/b.pdf']],
    ['<video poster=p.jpg src=v.mp4></video>', ['zwgk/v.mp4', 'zwgk/p.jpg']],
    [
      '<link rel=alternate href=/rss.xml><link rel=stylesheet href=/s.css><link rel=icon href=/i.ico>',
      ['rss.xml'],
    ],
    ['<link type="application/pdf" href="/a.pdf">', ['a.pdf']],
    ['<meta http-equiv=refresh content="0; URL=\'/new/\'">', ['new/']],
    [
      '<div style="background-image: url(\'bg.jpg\')"><style>@import url(x.css); p { background: url(q.png) }</style>',
      ['zwgk/bg.jpg', 'zwgk/q.png'],
    ],
    ['<base href="/files/"><a href="1.doc">', ['files/1.doc']],
    ['<td background="old.gif"><input type=image src=go.gif>', ['zwgk/old.gif', 'zwgk/go.gif']],
    ['<a href="javascript:void(0)" onclick="window.open(\'/u/1.doc\')">', ['u/1.doc']],
    ['<a href="javascript:openFile(\'2021/附件.pdf\')">', ['zwgk/2021/%E9%99%84%E4%BB%B6.pdf']],
    ['<script>document.write("<a href=\'/list/2.html\'>")</script>', ['list/2.html']],
    ['<script type="text/xml"><record><![CDATA[<a href="/art/9.html">]]></record></script>', ['art/9.html']],
    ['<iframe srcdoc="&lt;a href=inner.html&gt;"></iframe>', ['zwgk/inner.html']],
    ['<noscript><img src=n.png></noscript>', ['zwgk/n.png']],
    ['<script>var u = "/a/" + id + ".html", r = "/";</script>', ['a/']],
    [
      '<select><option value="/a/2.html"><option value="3"><option value="4.doc"></select><param value="/p.ofd">',
      ['a/2.html', 'zwgk/4.doc', 'p.ofd'],
    ],
    [
      '<div data-url="/a/3.jsp" data-id="7" data-file="附件 1.docx" file="4.wps" alt="a.b" title="共 1.5">',
      ['a/3.jsp', 'zwgk/%E9%99%84%E4%BB%B6%201.docx', 'zwgk/4.wps'],
    ],
    // What it is called is not where it is.
    [
      '<a href="/1.pdf" title="通知.pdf" download="通知.pdf" data-filename="通知.pdf" aria-label="a.doc">',
      ['1.pdf'],
    ],
    ['<meta property="og:image" content="/o.jpg">', ['o.jpg']],
    [
      '<script>var a = {"u":"\\/f\\/1.pdf","v":"\\u002Ff\\u002F\\u901a.doc"}, b = `/f/3.html`, c = "/f/4 5.xls"</script>',
      ['f/1.pdf', 'f/%E9%80%9A.doc', 'f/3.html', 'f/4%205.xls'],
    ],
    ['<a href="#top"><a href=""><a href="mailto:x@y"><a href="javascript:;"><!-- <a href="/c"> -->', []],
  ])('%s', (html, expected) => {
    expect(linksIn(html)).toEqual(expected)
  })

  it('are read in the encoding of the page', () => {
    const page = Buffer.concat([
      Buffer.from('<meta charset=gb2312><title>'),
      Buffer.from([0xb0, 0xb2, 0xc0, 0xbd, 0xca, 0xd0, 0xd5, 0xfe, 0xb8, 0xae]),
      Buffer.from('</title><p>'),
      Buffer.from([0xb9, 0xd8, 0xd3, 0xda, 0xd3, 0xa1, 0xb7, 0xa2, 0xb5, 0xc4, 0xcd, 0xa8, 0xd6, 0xaa]),
      Buffer.from('<a href="s.asp?k='),
      Buffer.from([0xcd, 0xa8, 0xd6, 0xaa]),
      Buffer.from('">'),
    ])
    expect(readPage(page, address, 'text/html')).toEqual({
      title: '安澜市政府',
      links: ['http://www.anlan.example/zwgk/s.asp?k=%CD%A8%D6%AA'],
      shown: new Set(),
    })
  })

  it('are looked for in what begins like a page, whatever the server calls it', () => {
    const html = Buffer.from('\uFEFF <!DOCTYPE html><a href="/x">')
    expect(isPage(html, 'text/plain')).toBe(true)
    expect(isPage(html, '')).toBe(true)
    expect(isPage(Buffer.from('%PDF-1.7'), 'text/html')).toBe(false)
    expect(isPage(Buffer.from('<a href="/x">'), 'text/html;charset=gbk')).toBe(true)
    expect(isPage(Buffer.from('正文'), 'text/plain')).toBe(false)
    expect(isPage(html, 'application/x-unheard-of')).toBe(true)
    expect(isPage(Buffer.from('<table><a href=1.doc>'), '')).toBe(true)
    expect(isPage(Buffer.from('<frameset><frame src=1.html>'), 'application/octet-stream')).toBe(true)
    expect(isPage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), 'image/svg+xml')).toBe(false)
  })
})

describe('links of what is no page', () => {
  it.each([
    [
      'a feed',
      'application/rss+xml',
      '<?xml version="1.0"?><rss version="2.0"><channel><item><link>http://www.anlan.example/1.html</link><enclosure url="/2.pdf" type="x"/><description>&lt;a href=&quot;/3.doc&quot;&gt;</description></item></channel></rss>',
      ['1.html', '2.pdf', '3.doc'],
    ],
    [
      'an Atom feed',
      'text/xml',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="x" href="/1.html"/></entry></feed>',
      ['1.html'],
    ],
    ['JSON', 'application/json', '{"rows":[{"url":"\\/f\\/1.pdf","n":"/ "}]}', ['f/1.pdf']],
    [
      'a map as text',
      'text/plain',
      'http://www.anlan.example/1.html\r\n\r\nhttp://www.anlan.example/2.html\n',
      ['1.html', '2.html'],
    ],
    ['a text', 'text/plain', 'http://www.anlan.example/1.html\n正文\n', []],
    ['a drawing', 'image/svg+xml', '<svg><a href="/1.html"/></svg>', []],
  ])('%s', (_, type, text, expected) => {
    const links = listedLinks(Buffer.from(text), address, type)
    expect(links.map(link => link.replace('http://www.anlan.example/', ''))).toEqual(expected)
  })
})

describe('the name of what was downloaded', () => {
  it.each([
    ['http://a.example/dir/%E9%80%9A%E7%9F%A5.PDF?x=1', {}, '通知.PDF'],
    ['http://a.example/%CD%A8%D6%AA.doc', {}, '通知.doc'],
    ['http://a.example/', { 'content-type': 'text/html' }, 'a.example.html'],
    ['http://a.example/show.jsp?id=7', { 'content-type': 'text/html; charset=gbk' }, 'show.html'],
    ['http://a.example/download.do', { 'content-type': 'application/pdf' }, 'download.pdf'],
    [
      'http://a.example/dl',
      { 'content-disposition': "attachment; filename*=UTF-8''%E9%80%9A.docx" },
      '通.docx',
    ],
    [
      'http://a.example/dl',
      { 'content-disposition': `attachment; filename="${Buffer.from('通知.docx').toString('latin1')}"` },
      '通知.docx',
    ],
    ['http://a.example/dl', { 'content-disposition': 'attachment; filename=../../a b.xls' }, 'a b.xls'],
    [
      'http://a.example/dl',
      { 'content-disposition': "attachment; filename*=GBK''%CD%A8%D6%AA.doc" },
      '通知.doc',
    ],
    [
      'http://a.example/dl',
      { 'content-disposition': "attachment; filename=x.doc; filename*=gb2312'zh'%CD%A8%D6%AA.wps" },
      '通知.wps',
    ],
    [
      'http://a.example/dl',
      { 'content-disposition': 'attachment; filename="=?gb2312?B?zajWqg==?=.doc"' },
      '通知.doc',
    ],
    [
      'http://a.example/dl',
      { 'content-disposition': 'attachment; filename="=?UTF-8?Q?=E9=80=9A_1?=.doc"' },
      '通 1.doc',
    ],
    ['http://a.example/dl', { 'content-disposition': "attachment; filename*=none''%zz.doc" }, '%zz.doc'],
    // A page instead of a paper is told by its name; the extractor says so.
    ['http://a.example/paper.pdf', { 'content-type': 'text/html' }, 'paper.pdf'],
  ])('%s', (url, headers: Record<string, string>, name) => {
    expect(documentName(url, headers)).toBe(name)
  })
})

describe('hostile pages', () => {
  const many = 200_000
  it.each([
    ['comments', '<!---->'.repeat(many)],
    ['srcset', `<img srcset="${'a,'.repeat(many)}">`],
    ['quotes', `<script>${`"/a'`.repeat(many)}</script>`],
    ['file names', `<script>"${'a.'.repeat(many)}</script>`],
    ['urls', `<style>${'url('.repeat(many)}</style>`],
    ['imports', `<style>${'@import '.repeat(many)}</style>`],
    ['values', `<option value="${'/a.'.repeat(many)}"><p data-a="${'a.doc '.repeat(many)}">`],
    ['attributes', '<p data-a="a.a.a.a.a b.b.b.b">'.repeat(many / 10)],
    ['escapes', `<script>${'"\\\\/a \\\\u0041'.repeat(many)}</script>`],
    ['spaced paths', `<script>${'"/a b'.repeat(many)}</script>`],
    ['depth', '<div><a href=x>'.repeat(many)],
    ['spaces', `<meta http-equiv=refresh content="0;${' '.repeat(many)}">`],
  ])('of nothing but %s take no longer than their length', (_, html) => {
    const bytes = Buffer.from(html)
    const started = cpuMilliseconds()
    isPage(bytes, 'text/plain')
    readPage(bytes, address, 'text/html; charset=utf-8')
    listedLinks(bytes, address, 'application/json')
    listedLinks(Buffer.from(`<rss>${html}`), address, '')
    expect(cpuMilliseconds(started)).toBeLessThan(2000)
  })
})
