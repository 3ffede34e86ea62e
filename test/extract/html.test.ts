import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { cpuMilliseconds } from '../cpu-time.ts'
import { linesOf, read } from './read.ts'

const page = async (html: string) => linesOf(await read(`<!doctype html>${html}`, 'a.html'))

describe('what a page shows', () => {
  test('blocks end lines, inline elements join, white space collapses', async () => {
    expect(
      await page(
        '<h1>停水<b>通知</b></h1><p>机\n  <i>密</i>★20年<br>各小区<p>第二段</p><div>甲<div>乙</div>丙</div>',
      ),
    ).toEqual([
      'body: 停水通知',
      'body: 机 密★20年',
      'body: 各小区',
      'body: 第二段',
      'body: 甲',
      'body: 乙',
      'body: 丙',
    ])
  })

  test('title, cells, preformatted text, entities, fields', async () => {
    expect(
      await page(
        '<title>机密&#9733;20&#x5e74;</title><table><tr><td>秘密<td>甲<br>乙</table><pre>一\n  二</pre><input value="搜索"><textarea>三\n四</textarea>',
      ),
    ).toEqual([
      'title: 机密★20年',
      'table: 秘密',
      'table: 甲',
      'table: 乙',
      'body: 一',
      'body: 二',
      'body: 搜索',
      'body: 三',
      'body: 四',
    ])
  })

  test('attributes, addresses, meta', async () => {
    expect(
      await page(
        '<meta charset="utf-8"><meta name="description" content="密电摘要"><img alt="红头" src="/img/%E6%96%87.png"><a title="提示" href="/a/机密.pdf">下载</a>',
      ),
    ).toEqual([
      'metadata: 密电摘要',
      'alt: 红头',
      'link: /img/文.png',
      'alt: 提示',
      'link: /a/机密.pdf',
      'body: 下载',
    ])
  })

  test('links that lead nowhere say nothing', async () => {
    expect(await page('<a href="#">甲</a><a href="javascript:void(0)">乙</a><a href="#机密">丙</a>')).toEqual(
      ['link: #机密', 'body: 甲乙丙'],
    )
  })

  test('ruby does not split the words it explains', async () => {
    expect(await page('<ruby>机<rt>jī</rt>密<rt>mì</rt></ruby>')).toEqual([
      'alt: jī',
      'alt: mì',
      'body: 机密',
    ])
  })

  test('SVG text, noscript, inner pages, generated content', async () => {
    expect(
      await page(
        '<style>.m::before{content:"\\673a 密"}</style><svg><title>图</title><text>甲</text><text>乙</text></svg><noscript>请启用脚本</noscript><iframe srcdoc="&lt;p&gt;内页&lt;/p&gt;"></iframe>',
      ),
    ).toEqual(['body: 机密', 'alt: 图', 'body: 甲', 'body: 乙', 'body: 请启用脚本', 'body: 内页'])
  })
})

describe('what a page hides', () => {
  test.each([
    '<p hidden>机密</p>',
    '<p style="display:none">机密</p>',
    '<p style="DISPLAY : NONE !important">机密</p>',
    '<p style="visibility:hidden">机密</p>',
    '<p style="opacity:0">机密</p>',
    '<p style="font-size:0">机密</p>',
    '<p style="font-size:1px">机密</p>',
    '<p style="text-indent:-9999px">机密</p>',
    '<p style="position:absolute;left:-9999px">机密</p>',
    '<p style="color:#fff">机密</p>',
    '<p style="color:transparent">机密</p>',
    '<p style="background:#123456;color:rgb(18,52,86)">机密</p>',
    '<body bgcolor="#FFFFFF"><font color="white">机密</font>',
    '<template>机密</template>',
    '<input type="hidden" value="机密">',
    '<!-- 机密 -->',
    '<!-- <p>机密</p> -->',
    '<dialog>机密</dialog>',
    '<script type="application/ld+json">{"a":["\\u673a密"]}</script>',
    '<style>.x{display:none}</style><p class="a x">机密</p>',
    '<p id="y">机密</p><style>#y{visibility:hidden}</style>',
    '<style>div > .z span{display:none}</style><div><p class="z"><span>机密</span></p></div>',
    '<p style="display:none!important;display:block">机密</p>',
    '<style>.x{display:none !important}</style><p class="x" style="display:block">机密</p>',
    '<style>p{display:none}</style><p>机密</p>',
  ])('%s', async html => {
    expect(await page(html)).toEqual(['hidden: 机密'])
  })

  test.each([
    '<p style="opacity:0.9">机密</p>',
    '<link rel="stylesheet" href=""><div style="color:#fff">机密</div>',
    '<div style="background:url(x.png);color:#fff">机密</div>',
    '<div style="background:#c00"><b style="color:#fff">机密</b></div>',
    '<style>@media print{p{display:none}}</style><p>机密</p>',
    '<style>p{display:none} .v{display:block}</style><p class="v">机密</p>',
    '<style>p{display:none!important} .v{color:red}</style><p class="v" style="display:block!important">机密</p>',
    '<style>div > span{display:none}</style><div><p><span>机密</span></p></div>',
  ])('shown: %s', async html => {
    expect((await page(html)).filter(line => !line.startsWith('link'))).toEqual(['body: 机密'])
  })

  test('what is hidden inside a word does not hide the word', async () => {
    const lines = await page('<p>机<span style="display:none">无关</span>密★20年</p>')
    expect(lines.toSorted()).toEqual(['body: 机密★20年', 'hidden: 无关', 'hidden: 机无关密★20年'])
  })

  test('labels in code stand in no line of their own', async () => {
    expect(await page('<script>var a = "机密"</script><style>/* 机密 */</style><p>甲</p>')).toEqual([
      'hidden: script: 机密',
      'body: 甲',
    ])
  })
})

describe('pictures inside the page', () => {
  test('data addresses become parts of their own, links do not', async () => {
    const png = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'white' } })
      .png()
      .toBuffer()
    const uri = `data:image/png;base64,${png.toString('base64')}`
    const html = `<img src="${uri}"><p style="background:url('${uri.replace('png', 'jpeg')}')">甲</p><img src="https://example.cn/a.png">`
    const { parts, problems } = await read(`<html>${html}`, 'a.html')
    expect(problems).toEqual([])
    expect(parts.map(part => [part.label, part.width, part.height])).toEqual([
      ['file name', null, null],
      ['text', null, null],
      ['picture 1', 40, 20],
      ['picture 2', 40, 20],
    ])
    expect(await parts[2]?.pictures[0]?.raster()).toMatchObject({ width: 40, height: 20 })
  })

  test('pages and drawings in data addresses are read, other content is reported', async () => {
    const svg = `data:image/svg+xml,${encodeURIComponent('<svg><text>机密</text></svg>')}`
    const { parts, problems } = await read(
      `<html><img src="${svg}"><embed src="data:application/pdf;base64,JVBERi0xLjcK"><img src="data:image/png;base64,iVBORw0KGgoAAAAN">`,
    )
    expect(parts.flatMap(part => part.lines.map(line => line.text))).toEqual(['机密'])
    expect(problems).toEqual(['part-unread', 'picture-unread'])
  })
})

test('charset: meta, byte order mark, or detection', async () => {
  const gb = Buffer.concat([
    Buffer.from('<html><meta charset=gb2312><p>'),
    Buffer.from([0xbb, 0xfa, 0xc3, 0xdc]),
    Buffer.from('</p>'),
  ])
  expect(linesOf(await read(gb))).toEqual(['body: 机密'])
  expect(linesOf(await read(Buffer.from('\ufeff<html><p>机密</p>', 'utf16le')))).toEqual(['body: 机密'])
})

test('the lines of a text with a few tags stay lines', async () => {
  const text = '机密★20年\n关于<b>会议</b>的通知\n<div>正文\n续</div>'
  expect(linesOf(await read(text))).toEqual(['body: 机密★20年', 'body: 关于会议的通知', 'body: 正文 续'])
})

test('elements nested as deep as the page is long take neither the stack nor quadratic time', async () => {
  const nested = (count: number) => `<div>${'<div><a>'.repeat(count)}机密${'</div></b>'.repeat(count)}`
  const time = async (count: number) => {
    const started = cpuMilliseconds()
    expect(await page(nested(count))).toEqual(['body: 机密'])
    return cpuMilliseconds(started)
  }
  await time(20_000)
  // Ten times as much; a quadratic reader would take a hundred times as long.
  const small = await time(20_000)
  expect(await time(200_000)).toBeLessThan(40 * small + 500)
}, 120_000)

test('the planted page', async () => {
  const fixture = await readFile(new URL('../fixtures/html/notice.html', import.meta.url))
  expect(linesOf(await read(fixture, 'notice.html'))).toContain('body: 机密★20年')
})

describe('what a page shows once it runs', () => {
  const mark = 'hidden: 机密★20年'

  test.each([
    'document.write("<p>机密★20年</p>")',
    "el.innerHTML = '\\u673a\\u5bc6\\u260520\\u5e74'",
    "var a='机密', b='★20年'; document.write(a + b)",
    "document.write('机' + '密' + \"★\" + '20年')",
    "el.textContent = ['机', '密', '★', '20年'].join('')",
    'el.append(String.fromCharCode(26426, 23494, 9733, 50, 48, 24180))',
    "write(unescape('%u673a%u5bc6%u260520%u5e74'))",
    "const q = '%E6%9C%BA%E5%AF%86★20年'",
    `el.title = \`机密★\${20}年\``,
    "x = a / b; y = /[\"']/; z = '机密★20年'",
    "if (a) /[\"]/.test(b); z = '机密★20年'",
    'setTimeout("document.write(\'机密★20年\')", 1)',
    'var d = JSON.parse(\'{"t":"机密★20年"}\')',
    "insertAdjacentHTML('beforeend', '<b>机</b>密★20年')",
    '/* 机密★20年 */',
    "write('机' + '密★' + 20 + '年')",
    "['机', '密', '★', '2', '0', '年'].forEach((t, i) => x.fillText(t, i * 20, 0))",
    'd = JSON.parse("{\\"html\\":\\"\\\\u003cp\\\\u003e\\\\u673a\\\\u5bc6\\\\u260520\\\\u5e74\\"}")',
    "atob('5py65a+G4piFMjDlubQ=')",
  ])('script: %s', async script => {
    const lines = await page(`<p>通知</p><script>${script}</script>`)
    expect(lines).toContain(mark)
  })

  test('what is written is a mark without a star as well; a mark of unknown period ends its line', async () => {
    expect(await page("<script>el.innerText = '机密'</script>")).toEqual(['hidden: 机密'])
    expect(await page(`<script>a = \`机密★\${n}年\`</script>`)).toContain('hidden: 机密★')
  })

  test('a field of an object says its level; a list of levels does not', async () => {
    expect(await page('<script>d = {"密级":"机密","a":1}</script>')).toContain('hidden: 密级：机密')
    expect(await page('<script>d = {"密级":"机密/秘密"}</script>')).not.toContain('hidden: 密级：机密/秘密')
  })

  test('a line with invisible characters in it is read whole as well', async () => {
    expect(await page('<p>某市委<font color="white">密</font>电<br>〔2021〕15号')).toContain(
      'hidden: 某市委密电',
    )
    expect(await page('<p>机密★<i style="font-size:1pt">20</i>年</p>')).toContain(mark)
    expect(await page('<p>甲<i style="display:none">乙</i>丙</p>')).toEqual(['hidden: 乙', 'body: 甲丙'])
  })

  test('attributes of elements that are a site’s own', async () => {
    expect(await page('<x-mark level="机密★20年" kind="甲"></x-mark>')).toEqual([mark])
  })

  test('handlers and addresses that are scripts', async () => {
    expect(await page(`<p onclick="alert('机密★20年')">甲</p>`)).toContain(mark)
    expect(await page(`<a href="javascript:write('机密★20年')">甲</a>`)).toContain(mark)
    expect(await page(`<script src="data:text/javascript,write('机密★20年')"></script>`)).toContain(mark)
  })

  test.each([
    [
      'a line end in data:',
      `<iframe src="da&#10;ta:text/html;charset=utf-8;base64,PHA+5py65a+G4piFMjDlubQ="></iframe>`,
    ],
    [
      'a control character before data:',
      `<iframe src="&#1;data:text/html;charset=utf-8;base64,PHA+5py65a+G4piFMjDlubQ="></iframe>`,
    ],
    ['a line end in javascript:', `<iframe src="java&#10;script:'<p>\\u673a\\u5bc6★20年</p>'"></iframe>`],
    [
      'a drawing with quotes in a style',
      `<p style="background:url(&quot;data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'><text>机密★20年</text></svg>&quot;)">`,
    ],
    [
      'a drawing with quotes in a style sheet',
      `<style>p{background:url("data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'><text>机密★20年</text></svg>")}</style>`,
    ],
    [
      'an escape in the address of a style',
      `<p style="background:url(\\64 ata:text/html;charset=utf-8;base64,PHA+5py65a+G4piFMjDlubQ=)">`,
    ],
    [
      'a choice of pictures',
      `<img srcset="data:image/svg+xml;utf8,<svg/xmlns='http://www.w3.org/2000/svg'><text>机密★20年</text></svg> 1x">`,
    ],
    [
      'a choice of pictures beforehand',
      `<link rel="preload" imagesrcset="data:text/html;charset=utf-8;base64,PHA+5py65a+G4piFMjDlubQ= 1x">`,
    ],
    [
      'quotes escaped in a script',
      `<script>f.src = "data:text/html,<p title=\\"x\\">%E6%9C%BA%E5%AF%86★20年</p>"</script>`,
    ],
  ])('addresses as browsers read them: %s', async (_, html) => {
    expect((await page(html)).join('\n')).toMatch(/机密★20年/)
  })

  test.each([
    ['body', '<style style="display:block">机密★20年</style>'],
    ['body', '<style>style { display: block }</style><style>机密★20年</style>'],
    ['body', '<script type="text/x-note" style="display:block">机密★20年</script>'],
    ['hidden', '<svg><head><plaintext><style>机密★20年'],
    ['hidden', '<style>p { color: red }\n机密★20年\n</style>'],
  ])('what styles are brought to show: %s', async (channel, html) => {
    expect(await page(html)).toContain(`${channel}: 机密★20年`)
  })

  test('scripts that are shown stay scripts', async () => {
    const shown = `<script style="display:block">el.innerHTML = '<b>机</b>密★20年'</script>`
    expect(await page(shown)).toContain('hidden: 机密★20年')
  })

  test.each([
    'var levels = ["绝密", "机密", "秘密"], periods = ["10年", "20年"]',
    'i18n = {"zh": {"level": "秘密", "ok": "确定"}}',
    "if (v === '秘密') { f('机密') } else switch (v) { case '绝密': break }",
    'el.textContent === "秘密" ? 1 : 2',
  ])('labels stay in shared lines: %s', async script => {
    const lines = await page(`<script>${script}</script>`)
    expect(lines.filter(line => !line.startsWith('hidden: script: '))).toEqual([])
  })

  test('a pattern is no mark', async () => {
    const pattern = 'const pattern = /^(绝密|机密|秘密)★\\d+年$/'
    expect(await page(`<script>${pattern}</script>`)).toEqual([`hidden: ${pattern}`])
  })

  test('data attributes', async () => {
    expect(await page('<p data-mark="机密★20年" data-level="秘密" data-id="x1">甲</p>')).toEqual([
      mark,
      'hidden: data-level: 秘密',
      'body: 甲',
    ])
    expect(await page(`<p data-options='{"a":"&lt;b&gt;机密★20年&lt;/b&gt;"}'>甲</p>`)).toContain(mark)
    expect(
      await page('<style>p::after{content:attr(data-level)}</style><p data-level="秘密">甲</p>'),
    ).toContain('hidden: 秘密')
  })

  test('generated content', async () => {
    expect(await page('<style>p::before{content:"\\673a\\5bc6" "\\2605 20年"}</style>')).toEqual([
      'body: 机密★20年',
    ])
    expect(await page(`<p style="--mark: '机密★20年'">甲</p>`)).toContain(mark)
    // What only looks like a comment, or like a string, hides nothing from a browser.
    for (const [before, after] of [
      ['a::before{content:"/*"}', 'a::after{content:"*/"}'],
      ['a{background:url(/*)}', 'a{color:url(*/)}'],
      ['a{background:\\75 rl(/*)}', 'a{color:\\75 rl(*/)}'],
      ["a{background:url(x'y)}", ''],
      ['/* "url( */', ''],
    ]) {
      const sheet = `<style>${before} p::before{content:"\\673a\\5bc6\\2605 20年"} ${after}</style>`
      expect(await page(sheet)).toContain('body: 机密★20年')
    }
    expect(await page('<style>p{font-family:"微软雅黑"} a::after{content:"\\e601"}</style>')).toEqual([])
  })

  test.each([
    '<style>.m::before{content:"机"}</style><p class="m">密★20年</p>',
    '<style>p:after{color:red;content:"\\5bc6★" "20年"}</style><p>机</p>',
    '<style>div > .m b::after { content: "密" }</style><div><p class="m"><b>机</b>★20年</p></div>',
    '<style>@media screen{.x{color:red} .m::before{content:"机密" attr(data-s)}}</style><p class="m" data-s="★">20年</p>',
    '<style>p:first-child::before{content:"机密"}p[lang]::after{content:"★20年"}</style><p lang="zh"></p>',
    '<style>h1 + p.m::before,.z::before{content:"机密";}</style><h1>甲</h1><p class="m">★20年</p>',
  ])('generated content in its place: %s', async html => {
    expect(await page(html)).toContain(mark)
  })

  test('generated content elsewhere, and icons, make no line', async () => {
    const sheet = '<style>.m::before{content:"机"} i::before{content:"\\e601"}</style>'
    expect(await page(`${sheet}<p>密★20年</p><p><i></i>秘密</p>`)).toEqual([
      'body: 机',
      'body: 密★20年',
      'body: 秘密',
    ])
  })

  test('overridden direction', async () => {
    expect(await page('<p>通知<br><bdo dir=rtl>年02<b>★</b>密机</bdo></p>')).toContain(mark)
    expect(await page('<p style="unicode-bidi:bidi-override;direction:rtl">年02★密机')).toContain(mark)
    expect(await page('<p>\u202e年02★密机</p>')).toContain(mark)
    expect(await page('<p><bdo dir=ltr>机密</bdo>★20年</p>')).toEqual(['body: \u202d机密\u202c★20年'])
  })
})

describe('entities that a page declares', () => {
  const declaring = async (subset: string, body: string) =>
    await read(`<?xml version="1.0"?><!DOCTYPE html [${subset}]><html><body>${body}</body></html>`, 'a.xhtml')

  test('are expanded, and read where nothing uses them', async () => {
    const result = await declaring(
      '<!ENTITY a "机"><!-- > --><!ELEMENT p ANY><!ENTITY m \'&a;密&#x2605;20年\'><!ENTITY f SYSTEM "file:///x">',
      '<p>&m;</p>',
    )
    expect(result.problems).toEqual([])
    const lines = linesOf(result)
    expect(lines.slice(0, 3)).toEqual(['hidden: 机', 'hidden: 机密★20年', 'link: file:///x'])
    expect(lines.at(-1)).toBe('body: 机密★20年')
  })

  test('are a problem when they cannot be expanded', async () => {
    const laughs = Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "${`&a${i + 1};`.repeat(10)}">`).join(
      '',
    )
    for (const subset of [
      `${laughs}<!ENTITY a30 "密">`,
      '<!ENTITY a "&a;">',
      '<!ENTITY % p "x"> %p;',
      '<!ENTITY a b>',
    ]) {
      const result = await declaring(subset, '<p>&a;甲</p>')
      expect(result.problems).toEqual(['part-unread'])
      expect(linesOf(result).some(line => line.includes('甲'))).toBe(true)
    }
  })
})

test('hostile scripts, styles and declarations take no longer than their length', async () => {
  const long = (piece: string) => piece.repeat(200_000 / piece.length)
  const start = cpuMilliseconds()
  for (const piece of ['/[', "'\\", `\`\${`, '"密"+', '"<a ', '{', '}`', "['密'].join("]) {
    await page(`<script>${long(piece)}</script>`)
    await page(`<style>p{content:${long(piece)}}</style>`)
    await page(`<style>p::before{content:${long(piece)}}</style><p>`)
    await page(`<!doctype html [${long(piece)}`)
    await page(`<!doctype html [<!ENTITY a "${long(piece)}`)
  }
  await page(long('<bdo dir=rtl>密'))
  for (const piece of [
    'p::before{content:"密"}',
    'p p p::after{content:"密"}',
    '@media x{',
    'p:a(',
    ':before{',
  ]) {
    await page(`<style>${long(piece)}</style>${'<p>密</p>'.repeat(2000)}`)
  }
  expect(cpuMilliseconds(start)).toBeLessThan(15_000)
}, 120_000)
