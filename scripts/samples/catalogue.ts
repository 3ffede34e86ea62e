/** Every sample: how it is made and what must be found in it. README.md and expected.json are written from here. */
import sharp from 'sharp'
import { encode } from './encode.ts'
import { layOut } from './layout.ts'
import * as papers from './papers.ts'
import { imagePdf, textPdf } from './pdf.ts'
import * as posts from './posts.ts'
import { type ScanOptions, scan, scanBlackAndWhite } from './scan.ts'
import { wordFile } from './word.ts'

/** A finding that a screening of the sample must hold. `match` is compared without white space. */
export interface ExpectedFinding {
  readonly category: 'classification' | 'telegram' | 'phrase'
  /** From 1; null where the format has no pages. */
  readonly page: number | null
  readonly channel: string
  readonly match: string
}

export interface Sample {
  readonly path: string
  readonly zh: string
  readonly en: string
  readonly verdict: 'pass' | 'review' | 'block'
  readonly findings: readonly ExpectedFinding[]
  readonly make: () => Promise<Uint8Array | string>
}

const copier: ScanOptions = { dpi: 150, skew: 0.6, noise: 14, seed: 15 }
const firstPage = (paper: Parameters<typeof layOut>[0]) => {
  const [page] = layOut(paper)
  if (!page) throw new Error('a paper has at least one page')
  return page
}
const jpeg = async (page: Parameters<typeof scan>[0], options: ScanOptions) =>
  await (await scan(page, options)).jpeg({ quality: 50, mozjpeg: true }).toBuffer()

export const samples: readonly Sample[] = [
  {
    path: '关于进一步规范资金使用管理的通知.docx',
    zh: '故事之一：通知左上角还留着“秘密”二字',
    en: 'The story, first paper: a notice with 秘密 alone in its top left corner',
    verdict: 'block',
    findings: [{ category: 'classification', page: null, channel: 'body', match: '秘密' }],
    make: () => wordFile(papers.fundsNotice),
  },
  {
    path: '汛期值班通知-扫描件.png',
    zh: '故事之二：扫描图片，无密级标志，但文号是密电',
    en: 'The story, second paper: a scan without any mark; its number is that of a cipher telegram',
    verdict: 'block',
    findings: [{ category: 'telegram', page: 1, channel: 'ocr', match: '某市委密电〔2021〕15号' }],
    make: async () =>
      (await scan(firstPage(papers.cipherCircular), copier))
        .png({ palette: true, colours: 16, effort: 10 })
        .toBuffer(),
  },
  {
    path: '汛期值班通知-扫描件.pdf',
    zh: '同一份扫描件的 PDF，没有文字层',
    en: 'The same scan as PDF, without a text layer',
    verdict: 'block',
    findings: [{ category: 'telegram', page: 1, channel: 'ocr', match: '某市委密电〔2021〕15号' }],
    make: async () =>
      imagePdf('扫描件', [await jpeg(firstPage(papers.cipherCircular), { ...copier, skew: -0.5 })]),
  },
  {
    path: '会议材料（扫描件）.pdf',
    zh: '全市重点工程调度会材料，三页扫描件：份号、机密★20年、会后归还',
    en: 'A meeting paper, three scanned pages: copy number, 机密★20年, “return after the meeting”',
    verdict: 'block',
    findings: [
      { category: 'classification', page: 1, channel: 'ocr', match: '机密★20年' },
      { category: 'phrase', page: 1, channel: 'ocr', match: '会后归还' },
    ],
    make: async () => {
      const pages = layOut(papers.meetingPaper)
      return imagePdf(
        '会议材料',
        await Promise.all(
          pages.map((page, index) => jpeg(page, { ...copier, skew: 0.7 - index * 0.5, seed: 20 + index })),
        ),
      )
    },
  },
  {
    path: '工程资料移交清单.tif',
    zh: '两页传真件（1 位黑白 TIFF），第二页标有绝密★长期',
    en: 'A fax of two pages (1-bit TIFF); the second bears 绝密★长期',
    verdict: 'block',
    findings: [{ category: 'classification', page: 2, channel: 'ocr', match: '绝密★长期' }],
    make: async () => {
      const options = { ...copier, dpi: 200, skew: -0.3 }
      const pages = await Promise.all(
        [papers.handoverSheet, papers.handoverDrawing].map(async (paper, index) =>
          (await scanBlackAndWhite(firstPage(paper), { ...options, seed: 30 + index })).png().toBuffer(),
        ),
      )
      return sharp(pages, { join: { animated: true } })
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 200 / 25.4, yres: 200 / 25.4 })
        .toBuffer()
    },
  },
  {
    path: '全市水库汛前巡查情况汇总.docx',
    zh: '正文没有标志，页眉里写着秘密★6个月',
    en: 'Nothing in the body; the page header reads 秘密★6个月',
    verdict: 'block',
    findings: [{ category: 'classification', page: null, channel: 'header', match: '秘密★6个月' }],
    make: () => wordFile(papers.reservoirRecord, '秘密★6个月'),
  },
  {
    path: '地下管网普查启动.html',
    zh: '网页文章，标志藏在 display:none 的段落里',
    en: 'A web post whose mark is hidden by display:none',
    verdict: 'block',
    findings: [{ category: 'classification', page: null, channel: 'hidden', match: '机密★10年' }],
    make: async () => posts.hiddenMarkPost,
  },
  {
    path: '联合应急演练脚本.txt',
    zh: '纯文本，第一行用星号打成“机密*10年”',
    en: 'Plain text whose first line is a mark typed with an asterisk',
    verdict: 'block',
    findings: [{ category: 'classification', page: null, channel: 'body', match: '机密*10年' }],
    make: async () => posts.drillScript,
  },
  {
    path: '关于南湖社区活动用房问题的答复.docx',
    zh: '附注为“此件依申请公开”：不宜主动上网，须人工复核',
    en: 'Ends with “disclosed on request only”: not for the portal without a second look',
    verdict: 'review',
    findings: [{ category: 'phrase', page: null, channel: 'body', match: '此件依申请公开' }],
    make: () => wordFile(papers.replyOnRequest),
  },
  {
    path: '关于市政公园夏季延长开放时间的通知.docx',
    zh: '普通公开通知（Word）',
    en: 'An ordinary public notice (Word)',
    verdict: 'pass',
    findings: [],
    make: () => wordFile(papers.parkNotice),
  },
  {
    path: '关于市政公园夏季延长开放时间的通知.pdf',
    zh: '同一通知（PDF，有文字层）',
    en: 'The same notice (PDF with text)',
    verdict: 'pass',
    findings: [],
    make: () => textPdf('关于市政公园夏季延长开放时间的通知', layOut(papers.parkNotice)),
  },
  {
    path: '关于市政公园夏季延长开放时间的通知-扫描件.jpg',
    zh: '同一通知（扫描图片，盖有印章）',
    en: 'The same notice (scan, with its seal)',
    verdict: 'pass',
    findings: [],
    make: () => jpeg(firstPage(papers.parkNotice), { ...copier, seed: 40 }),
  },
  {
    path: '关于推进社区食堂建设的实施意见.pdf',
    zh: '红头文件，附注为“此件公开发布”',
    en: 'A red-headed paper with the note “for public release”',
    verdict: 'pass',
    findings: [],
    make: () => textPdf('关于推进社区食堂建设的实施意见', layOut(papers.canteenOpinion)),
  },
  {
    path: '关于2032年部分节假日安排的通知.pdf',
    zh: '放假通知，文号为明电（明码电报，可以公开）',
    en: 'A holiday notice numbered as a plain telegram, which is public',
    verdict: 'pass',
    findings: [],
    make: () => textPdf('关于2032年部分节假日安排的通知', layOut(papers.holidayNotice)),
  },
  {
    path: '保密知识小课堂.html',
    zh: '保密宣传文章，通篇引用各种密级标志',
    en: 'A secrecy-education article that quotes marks all through',
    verdict: 'pass',
    findings: [],
    make: async () => posts.secrecyLesson,
  },
  {
    path: '政务服务中心设备采购招标公告.docx',
    zh: '招标公告：★ 是实质性条款，不是密级标志；要求涉密集成资质',
    en: 'A tender: its ★ are mandatory clauses, not marks; it asks for a secrecy licence',
    verdict: 'pass',
    findings: [],
    make: () => wordFile(papers.tender),
  },
  {
    path: '高龄和护理补贴发放公示.csv',
    zh: '公示名单，身份证号已打码',
    en: 'A public list with masked ID numbers',
    verdict: 'pass',
    findings: [],
    make: async () => `\u{FEFF}${posts.subsidyList}`,
  },
  {
    path: '停水通知.txt',
    zh: '普通通知，GB18030 编码的纯文本',
    en: 'An ordinary notice as plain text in GB18030',
    verdict: 'pass',
    findings: [],
    make: async () => encode(posts.waterNotice, 'gb18030'),
  },
]
