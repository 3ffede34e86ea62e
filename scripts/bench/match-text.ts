/** Mixed Chinese text for the matching bench: invented, deterministic, with the words that rules look for now and then. */

/** A small generator of equal numbers on every machine (mulberry32). */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const clauses = [
  '各县（市、区）人民政府要按照职责分工抓好落实',
  '本办法自2031年5月1日起施行',
  '申请人应当提交下列材料的原件和复印件',
  '为进一步优化营商环境，现就有关事项通知如下',
  '市某局负责统筹协调，有关部门按照各自职责配合做好相关工作',
  '违反本条例规定的，由主管部门责令限期改正',
  '投标人须具备独立承担民事责任的能力',
  '机关内部应当建立健全审核制度和档案管理制度',
  '泄露国家秘密、商业秘密或者个人隐私的，依法追究责任',
  '联系人：张某，联系电话：0000-8888000，电子邮箱：someone@example.invalid',
  '项目编号为AL2031-0042，预算金额128.6万元，工期90日历天',
  'The applicant shall file the form within 30 days of the notice',
  '会议强调，要坚持以人民为中心，持续改善民生',
  '截至2031年底，全市新增公共停车位3,200个，改造老旧小区46个',
  '供水、供电、供气单位应当保障居民的正常使用',
  '公示期为5个工作日，如有异议请书面反馈',
]

/** Text of at least so many characters: clauses, and runs of characters drawn by a falling frequency. */
export function mixedText(characters: number, seed = 7): string {
  const next = random(seed)
  const parts: string[] = []
  let length = 0
  while (length < characters) {
    let part: string
    if (next() < 0.6) part = clauses[Math.floor(next() * clauses.length)] as string
    else {
      part = ''
      const size = 6 + Math.floor(next() * 24)
      for (let index = 0; index < size; index++)
        part += String.fromCharCode(0x4e00 + Math.floor(next() ** 2 * 6000))
    }
    const stop = next()
    part += stop < 0.6 ? '，' : stop < 0.9 ? '。' : '。\n'
    parts.push(part)
    length += part.length
  }
  return parts.join('')
}

/** Different made-up terms of two to eight characters. */
export function madeUpTerms(count: number, seed = 11): string[] {
  const next = random(seed)
  const terms = new Set<string>()
  while (terms.size < count) {
    const size = 2 + Math.floor(next() * 7)
    let term = ''
    for (let index = 0; index < size; index++)
      term += String.fromCharCode(0x4e00 + Math.floor(next() ** 2 * 6000))
    terms.add(term)
  }
  return [...terms]
}
