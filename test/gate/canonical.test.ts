/** What a ticket is bound to: harmless changes keep the hash, and nothing that a reader could notice does. */

import { describe, expect, it } from 'vitest'
import { canonicalOf } from '../../src/gate/canonical.ts'
import fc from '../fast-check.ts'
import { choices, hashOf, type Piece, type Post, post, sha256, word } from './post-model.ts'

const runs = { numRuns: 400 }
const ofHtml = (html: string, attachments: { name: string; src: string | null; sha256: string }[] = []) =>
  canonicalOf({
    title: '通知',
    bodies: [{ format: 'html', content: html }],
    attachments,
    url: 'https://portal.example/p',
  })
const hash = (...parameters: Parameters<typeof ofHtml>) => ofHtml(...parameters).hash

describe('properties', () => {
  it('however a post is written down, its hash is the same', () => {
    fc.assert(
      fc.property(post, choices, choices, (each, one, other) => hashOf(each, one) === hashOf(each, other)),
      runs,
    )
  })

  it('whatever of it is changed, its hash is another', () => {
    const position = fc.nat({ max: 1000 })
    fc.assert(
      fc.property(post, choices, choices, position, word, (each, one, other, at, by) => {
        const changed = changeOne(each, at, by)
        fc.pre(JSON.stringify(changed) !== JSON.stringify(each))
        return hashOf(each, one) !== hashOf(changed, other)
      }),
      runs,
    )
  })

  it('for any text at all, one character more, less or other is another hash', () => {
    const page = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(page, fc.nat({ max: 60 }), fc.constantFrom(...'机密0a<&'), (text, at, added) => {
        const characters = [...text]
        const more = [...characters.slice(0, at), added, ...characters.slice(at)].join('')
        const of = (content: string) =>
          canonicalOf({ title: null, bodies: [{ format: 'text', content }], attachments: [], url: null }).hash
        return of(text) !== of(more)
      }),
      runs,
    )
  })
})

/** Changes one string of a post: title, text, link, alt text, picture, field. */
function changeOne(each: Post, at: number, by: string): Post {
  const pieces = each.blocks.flat()
  const index = at % (pieces.length + 1)
  if (index === pieces.length) return { ...each, title: each.title + by }
  const chosen = pieces[index]
  const blocks = each.blocks.map(block => block.map(one => (one === chosen ? changed(one, at, by) : one)))
  return { ...each, blocks }
}

function changed(one: Piece, at: number, by: string): Piece {
  if (one.kind === 'text') return { ...one, text: replaced(one.text, at, by) }
  if (one.kind === 'field') return { ...one, value: one.value + by }
  if (one.kind === 'link') return at % 2 ? { ...one, href: `${one.href}x` } : { ...one, text: one.text + by }
  return at % 2 ? { ...one, bytes: one.bytes + by } : { ...one, alt: one.alt + by }
}

/** One character replaced by another. */
function replaced(text: string, at: number, by: string): string {
  const characters = [...text]
  characters[at % characters.length] = [...by][0] ?? ''
  return characters.join('')
}

const base = '<p>请各单位<a href="/news/1.html">落实</a>值班制度。</p>'

describe('is the same', () => {
  it.each([
    ['white space', '<p>\n  请各单位<a href="/news/1.html">落实</a>值班制度。 </p>\n'],
    ['comments', '<!-- wp:paragraph --><p>请各单位<a href="/news/1.html">落实</a>值班<!-- x -->制度。</p>'],
    [
      'classes, ids and data',
      '<p class="a b" id=c data-x=1>请各单位<a rel=noopener target=_blank href="/news/1.html">落实</a>值班制度。</p>',
    ],
    [
      'styles that do not hide',
      '<p style="text-align:center;color:#333;MARGIN:1em">请各单位<a href="/news/1.html">落实</a>值班制度。</p>',
    ],
    [
      'wrappers',
      '<div><section><p><b>请各单位</b><a href="/news/1.html"><span>落实</span></a>值班制度。</p></section></div>',
    ],
    ['quoting and references', "<P>请各单位<A HREF='/news/1.html'>落实</A>值班&#21046;度。</P>"],
    ['line breaks for paragraphs', '请各单位<a href="/news/1.html">落实</a>值班制度。<br><br/>'],
  ])('%s', (_, html) => expect(hash(html)).toBe(hash(base)))

  it('as text and as a page with the same lines', () => {
    const asText = canonicalOf({
      title: '通知',
      bodies: [{ format: 'text', content: '第一行\r\n\r\n 第二行 ' }],
      attachments: [],
      url: null,
    })
    expect(asText.hash).toBe(hash('<p>第一行</p><p>第二行</p>'))
  })

  it('with its pictures under other addresses and names, in JSON or in the page itself', () => {
    const sent = (src: string, name = 'a.png') => [{ name, src, sha256: sha256('png') }]
    const one = hash('<img src="/a.png" alt="图">', sent('/a.png'))
    expect(
      hash(
        '<img alt=图 src="https://cdn.example/b-300x200.png?x=1&amp;y=2">',
        sent('https://cdn.example/b-300x200.png?x=1&y=2', 'b.png'),
      ),
    ).toBe(one)
    expect(
      hash('<img src="/up/a.png" alt="图">', [{ name: 'a.png', src: null, sha256: sha256('png') }]),
    ).toBe(one)
  })
})

describe('is another', () => {
  it.each([
    ['a character', base.replace('值班', '值守')],
    ['the order', '<p>值班制度。请各单位<a href="/news/1.html">落实</a></p>'],
    ['where a link leads', base.replace('1.html', '2.html')],
    ['a link that is gone', '<p>请各单位落实值班制度。</p>'],
    ['a paragraph that is split', base.replace('值班', '</p><p>值班')],
    ['text struck out', base.replace('制度', '<del>制度</del>')],
    ['a number raised', base.replace('制度', '<sup>制度</sup>')],
    ['text that is hidden', base.replace('<p>', '<p hidden>')],
    ['text hidden by style', base.replace('<p>', '<p style="display:none">')],
    ['text in white', base.replace('<p>', '<p style="color:#fff">')],
    ['text moved away', base.replace('<p>', '<p style="position:absolute;left:-9999px">')],
    ['text added where nobody looks', `${base}<p style="font-size:0">附</p>`],
    ['a tip', base.replace('<p>', '<p title="附">')],
    ['a script', `${base}<script>document.title = '附'</script>`],
    ['a handler', base.replace('<p>', '<p onclick="a()">')],
    ['a style sheet', `${base}<style>p::after { content: '附' }</style>`],
    ['an element that browsers may read otherwise', `${base}<noscript>附</noscript>`],
    ['a comment that browsers end early', `${base}<!--> 附 -->`],
    ['a comment that is none', `${base}<?php 附 ?>`],
    ['a form', `${base}<select><option>附</option></select>`],
    ['a frame', `${base}<iframe src="https://other.example/"></iframe>`],
    [
      'a style with an address',
      base.replace('<p>', '<p style="background:url(data:image/png;base64,AAAA)">'),
    ],
    ['another direction of writing', base.replace('<p>', '<p dir="rtl">')],
    ['text in a colour that says how clear it is', base.replace('<p>', '<p style="color:#ffffff00">')],
    ['text in a colour without a known look', base.replace('<p>', '<p style="color:floralwhite">')],
    ['text too small in a unit of the window', base.replace('<p>', '<p style="font-size:0.01vw">')],
    ['text too small, said with force', base.replace('<p>', '<p style="font-size:0 ! important">')],
    ['text made smaller', base.replace('<p>', '<p style="font-size:0.2em">')],
    ['text made smaller in percent', base.replace('<p>', '<p style="font-size:10%">')],
  ])('%s', (_, html) => expect(hash(html)).not.toBe(hash(base)))

  it.each([
    ['<p style="overflow:hidden;width:900px">文</p>', 'width:900px', 'width:3px'],
    [
      '<div style="overflow:hidden;height:20px"><p style="padding:0">文</p></div>',
      'padding:0',
      'padding:900px',
    ],
    ['<style>b { display: none }</style><p><i>附</i></p>', /i>/g, 'b>'],
    ['<style>[role=x] { display: none }</style><p role="y">附</p>', '"y"', '"x"'],
    ['<link rel="nofollow" href="https://other.example/x.css">', 'nofollow', 'stylesheet'],
    ['<p onclick="hide(\'x\')" id="y">附</p>', 'id="y"', 'id="x"'],
    [`<p onwebkitanimationstart${' '.repeat(20)}="hide('x')" id="y">附</p>`, 'id="y"', 'id="x"'],
    ['<svg width="100" height="100"><text>附</text></svg>', '"100"', '"1"'],
    ['<p style="display:none!important;display:block">附</p>', 'none!important;', ''],
    ['<p style="display:none;display:foo">附</p>', 'none', 'inline'],
    ['<p style="color:#fff!important;color:#000">附</p>', 'color:#fff!important;', ''],
    ['<p style="font-size:0;font:14px serif">附</p>', /(font-size:0);(font:14px serif)/, '$2;$1'],
    ['<p style="font:0 serif;font-size:14px">附</p>', /(font:0 serif);(font-size:14px)/, '$2;$1'],
    ['<p style="margin-left:0;margin:-9999px">附</p>', /(margin-left:0);(margin:-9999px)/, '$2;$1'],
    ['<p style="padding-left:9999px">附</p>', '9999px', '9px'],
    ['<style>p { background: #123456 }</style><p style="color:#123456">附</p>', 'style="color:#123456"', ''],
    ['<style>@keyframes a{to{opacity:0}}</style><p style="animation:a 0s forwards">附</p>', ':a', ':A'],
    ['<a href="java&#9;script:a()">a</a><p class="x">附</p>', '"x"', '"y"'],
    [
      '<table><tbody><tr><td>甲</td></tr></tbody><tfoot><tr><td>乙</td></tr></tfoot></table>',
      /tfoot/g,
      'tbody',
    ],
  ])('what hides by it: %s', (html, from, to) => expect(hash(html.replace(from, to))).not.toBe(hash(html)))

  it('with the picture of another site under the name of one that was sent', () => {
    const sent = [{ name: 'a.png', src: null, sha256: sha256('a') }]
    expect(ofHtml('<img src="/up/a.png">', sent).missing).toEqual([])
    expect(ofHtml('<img src="https://portal.example/a.png">', sent).missing).toEqual([])
    const elsewhere = 'https://elsewhere.example/up/a.png'
    expect(ofHtml(`<img src="${elsewhere}">`, sent).missing).toEqual([elsewhere])
    expect(ofHtml('<img src=" /up/a.p\nng ">', sent).missing).toEqual([])
    // No white space to a browser: part of another address.
    for (const attribute of ['src', 'srcset']) {
      const other = '/up/a.png\u00a0'
      expect(ofHtml(`<img ${attribute}="${other}">`, sent).missing).toEqual([other])
    }
  })

  it('with another picture for when it comes into sight', () => {
    const of = (name: string) =>
      hash(
        `<img data-lazy-src="/${name}.png">`,
        ['a', 'b'].map(each => ({ name: each, src: `/${each}.png`, sha256: sha256(each) })),
      )
    expect(of('a')).not.toBe(of('b'))
  })

  it('with a class, once the post brings styles that could use it', () => {
    const styled = '<style>.x { display: none }</style><p class="y">附</p>'
    expect(hash(styled.replace('class="y"', 'class="x"'))).not.toBe(hash(styled))
  })

  it('with another byte in a picture, a linked file or an attachment', () => {
    const linked = '<a href="/files/a.docx">附件</a>'
    const of = (html: string, bytes: string, src: string | null) =>
      hash(html, [{ name: 'a', src, sha256: sha256(bytes) }])
    expect(of('<img src="/a.png">', 'a', '/a.png')).not.toBe(of('<img src="/a.png">', 'b', '/a.png'))
    expect(of(linked, 'a', '/files/a.docx')).not.toBe(of(linked, 'b', '/files/a.docx'))
    expect(of(base, 'a', null)).not.toBe(of(base, 'b', null))
    expect(of(base, 'a', null)).not.toBe(hash(base))
  })
})

describe('bytes that were not sent', () => {
  it.each([
    ['<img src="/a.png">', ['/a.png']],
    ['<img src="https://elsewhere.example/a.png">', ['https://elsewhere.example/a.png']],
    ['<img src="data:image/png;base64,AAAA">', []],
    ['<img srcset="/a.png 1x, /b.png 2x">', ['/a.png', '/b.png']],
    ['<a href="/files/通知.docx">附件</a>', ['/files/通知.docx']],
    ['<a href="https://portal.example/files/a.pdf">附件</a>', ['https://portal.example/files/a.pdf']],
    ['<a href="https://other.example/files/a.pdf">附件</a>', []],
    ['<a href="/news/1.html">新闻</a><a href="/about">关于</a><a href="#top">上</a>', []],
    ['<video src="/a.mp4" poster="/p.jpg"></video>', ['/a.mp4', '/p.jpg']],
    ['<p style="background-image:url(/a.png)">文</p>', ['/a.png']],
    ['<iframe src="/viewer/a.pdf"></iframe>', ['/viewer/a.pdf']],
    ['<iframe src="https://cdn.example/a.pdf"></iframe>', ['https://cdn.example/a.pdf']],
    ['<iframe src="https://video.example/player.html?id=1"></iframe>', []],
    ['<embed src="https://cdn.example/a.png">', ['https://cdn.example/a.png']],
    ['<svg><image href="https://cdn.example/a.png"/></svg>', ['https://cdn.example/a.png']],
    ['<style>p { background: url("/a.png") }</style>', ['/a.png']],
    [`<p style="background:image-set('/a.png' type('image/png') 1x)">文</p>`, ['/a.png']],
    ['<p style="background:\\75rl(/a.png)">文</p>', ['/a.png']],
    [`<p style='quotes:"/*";background:url(/a.png);--x:"*/"'>文</p>`, ['/a.png']],
    ['<style>p { background: url(/*x*/a.png) }</style>', ['/*x*/a.png']],
    ['<img srcset="a 1x, 2x 2x">', ['a', '2x']],
    ['<img srcset="/a.png, /b.png 300w,/c.png">', ['/a.png', '/b.png', '/c.png']],
    ['<iframe srcdoc="<img src=/a.png>"></iframe>', ['/a.png']],
    ['<![CDATA[><img src=/a.png>]]>', ['/a.png']],
    ['<img data-lazy-src="/a.png"><p data-bg="url(/b.png)" data-lazy="true">文</p>', ['/a.png', '/b.png']],
    ['<img data-srcset="/a.png 2x">', ['/a.png']],
    ['<svg><image><set attributeName="href" to="/a.png"/></image></svg>', ['/a.png']],
    ['<a href="/files/a%2Edocx">附件</a>', ['/files/a%2Edocx']],
    ['<a href="/files/%BB%FA%2Edocx">附件</a>', ['/files/%BB%FA%2Edocx']],
    ['<a href="/files/a.docx;v=1">附件</a>', ['/files/a.docx;v=1']],
    ['<a href="/files/a.docx%20">附件</a>', ['/files/a.docx%20']],
    ['<a href="http:files/a.docx">附件</a>', ['http:files/a.docx']],
    ['<a href="https://portal.example./a.docx">附件</a>', ['https://portal.example./a.docx']],
    ['<a href="/a.jsp;jsessionid=1.docx">新闻</a><a href="/www.portal.cn/">新闻</a>', []],
    ['<svg><rect style="fill:url(#g)"/><use href="#g"/></svg><img src="about:blank">', []],
  ])('%s', (html, missing) => expect(ofHtml(html).missing).toEqual(missing))

  it('of pages inside pages, as deep as one looks, and no deeper', () => {
    let page = '<img src=/a.png>'
    for (let depth = 1; depth <= 5; depth++) {
      page = `<iframe srcdoc="${page.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`
      expect(ofHtml(page).missing).toEqual([depth < 5 ? '/a.png' : 'srcdoc'])
    }
  })

  it('two pictures with one name are not taken for each other', () => {
    const sent = [{ name: 'a.png', src: null, sha256: sha256('a') }]
    expect(ofHtml('<img src="/x/a.png"><img src="/y/a.png">', sent).missing).toEqual(['/y/a.png'])
  })
})
