/** What is written about the samples: a table for people, the expected findings for the tests. */
import type { ExpectedFinding, Sample } from './catalogue.ts'

const verdicts = { pass: '通过 pass', review: '人工复核 review', block: '拦截 block' }
const categories = {
  classification: '密级标志 mark',
  telegram: '密电文号 telegram number',
  phrase: '提示语 phrase',
}
const channels: Readonly<Record<string, string>> = {
  body: '正文 body',
  header: '页眉 header',
  hidden: '隐藏文字 hidden',
  ocr: '文字识别 OCR',
}

function where(finding: ExpectedFinding): string {
  const place = finding.page === null ? '' : `第 ${finding.page} 页 page ${finding.page}，`
  return `${categories[finding.category]}：${finding.match}（${place}${channels[finding.channel] ?? finding.channel}）`
}

export function readme(samples: readonly Sample[]): string {
  const rows = samples.map(sample => {
    const found = sample.findings.map(where).join('<br>') || '—'
    const name = `[${sample.path}](<${sample.path}>)`
    return `| ${name} | ${sample.zh}<br>${sample.en} | ${verdicts[sample.verdict]} | ${found} |`
  })
  return `# 样例 Samples

全部文字均为虚构；由 \`npm run samples\` 生成，不要手工修改。
Every word is invented; made by \`npm run samples\`, not to be edited by hand.

| 文件 file | 内容 what it is | 应得结论 verdict | 应发现 finding |
|---|---|---|---|
${rows.join('\n')}
`
}

export function expectedJson(samples: readonly Sample[]): string {
  const expected = samples.map(({ path, verdict, findings }) => [path, { verdict, findings }])
  return `${JSON.stringify(Object.fromEntries(expected), null, 2)}\n`
}
