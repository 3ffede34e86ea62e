/** An invented self-inspection, hostile in places. */
import sharp from 'sharp'
import type { Inspection, InspectionFinding } from '../../../src/rescan/report/inspection.ts'

export async function inspection(): Promise<Inspection> {
  const jpeg = await sharp({ create: { width: 240, height: 340, channels: 3, background: '#ddd' } })
    .jpeg()
    .toBuffer()
  const finding = (changes: Partial<InspectionFinding>): InspectionFinding => ({
    rule: 'cn.mark.level-period',
    title: '国家秘密标志',
    category: 'classification',
    severity: 'block',
    status: 'new',
    part: 'page 1',
    page: 1,
    channel: 'ocr',
    match: '机●●●●年',
    context: '机●●●●年',
    basis: '《保守国家秘密法》',
    advice: '立即撤下。',
    fingerprint: 'a1',
    firstSeen: '2026-11-20T01:00:00.000Z',
    place: {
      id: 'https://www.example.gov.cn/zwgk/a.pdf',
      url: 'https://www.example.gov.cn/zwgk/a.pdf',
      title: '某市关于开展汛前检查的通知',
      linkedFrom: ['https://www.example.gov.cn/zwgk/index.html'],
      column: '政务公开',
      owner: '某市政府办公室',
    },
    picture: { jpeg, width: 240, height: 340 },
    reviewItem: null,
    ...changes,
  })
  const elsewhere = {
    ...finding({}).place,
    id: '附件/\u202E\uFFFE<img src=x onerror=alert(1)>.docx',
    url: null,
    title: '=HYPERLINK("https://example.com")',
    linkedFrom: [],
    column: null,
    owner: null,
  }
  return {
    site: '某市人民政府门户网站',
    source: 'https://www.example.gov.cn/',
    ruleset: '0123456789abcdef',
    timeZone: 'Asia/Shanghai',
    run: {
      started: '2026-11-26T01:00:00.000Z',
      ended: '2026-11-26T02:00:00.000Z',
      documents: 1234,
      new: 1,
      remaining: 1,
      fixed: 1,
    },
    counts: {
      read: 20,
      unchanged: 1214,
      gone: 1,
      verdicts: { pass: 1230, review: 1, error: 1, block: 2 },
    },
    findings: [
      finding({ status: 'fixed', fingerprint: 'c3', category: 'phrase', picture: null }),
      finding({
        status: 'remaining',
        fingerprint: 'b2',
        severity: 'review',
        category: 'telegram',
        title: '密码电报文号',
        place: elsewhere,
        page: null,
        picture: null,
      }),
      finding({}),
    ],
    notScreened: [{ place: elsewhere, code: 'crashed', message: '读取时进程崩溃。' }],
    notLookedAt: { forbidden: 2, hosts: 1, someHosts: ['files.anlan.example'] },
    history: [
      {
        started: '2026-11-19T01:00:00.000Z',
        ended: '2026-11-19T02:00:00.000Z',
        documents: 1200,
        new: 2,
        remaining: 0,
        fixed: 0,
      },
    ],
  }
}
