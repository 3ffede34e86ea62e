/** Every sentence the command line says, in both languages. */
import type { Language } from '../document/problem.ts'
import type { AllowEntry } from '../known/allow-list.ts'

export interface Words {
  readonly description: string
  readonly scanSummary: string
  readonly extractSummary: string
  readonly baselineSummary: string
  readonly paths: string
  readonly option: {
    readonly format: string
    readonly output: string
    readonly failOn: string
    readonly ocr: string
    readonly ocrModels: string
    readonly packs: string
    readonly config: string
    readonly concurrency: string
    readonly timeout: string
    readonly memory: string
    readonly noProgress: string
    readonly quiet: string
    readonly lang: string
    readonly name: string
    readonly terms: string
    readonly allow: string
    readonly ignoreFile: string
    readonly baseline: string
    readonly stopAtFirst: string
  }
  readonly examples: string
  readonly exitStatus: string
  readonly scanExamples: string
  readonly extractExamples: string
  readonly baselineExamples: string
  readonly progress: (done: number, total: number, eta: string, blocked: number, current: string) => string
  readonly interrupted: (done: number, total: number) => string
  readonly nothingToScan: string
  readonly ignored: (files: number) => string
  readonly allowExpired: (entry: AllowEntry) => string
  readonly allowExpiring: (entry: AllowEntry) => string
  readonly rulesSummary: string
  readonly rulesCommands: {
    readonly list: string
    readonly explain: string
    readonly test: string
    readonly new: string
  }
  readonly ruleId: string
  readonly noSuchRule: (id: string) => string
  readonly badRuleId: (id: string) => string
  readonly exampleFailed: (kind: 'hit' | 'miss', text: string, found: string | null) => string
  readonly noExamples: string
  readonly rulesTested: (rules: number, examples: number, failed: number) => string
  readonly ruleWritten: (file: string) => string
  readonly baselineWritten: (file: string, findings: number, unread: number) => string
  readonly usage: (message: string) => string
  readonly outputIsInput: (file: string) => string
  readonly cannotWrite: (file: string, reason: string) => string
  readonly oldNode: string
}

const statusesZh = `退出状态：
  0    全部读完，没有达到 --fail-on 的结论
  1    有文稿达到 --fail-on（默认 review：人工复核或拦截）
  2    用法或配置错误
  3    没有达到 --fail-on 的，但有文稿无法完整检查（一律不放行）
  130  用户中断`

const statusesEn = `Exit status:
  0    everything was read and nothing is at or above --fail-on
  1    something is at or above --fail-on (default review: review or block)
  2    usage or configuration error
  3    nothing is, but something could not be fully screened (fail closed)
  130  interrupted`

export const words: Readonly<Record<Language, Words>> = {
  zh: {
    description:
      '保审：发布前保密筛查。读取 Word、PDF、图片、网页和文本，找出国家秘密标志、密电文号和内部管控用语。全程离线。',
    scanSummary: '筛查文件和文件夹，给出结论和依据',
    extractSummary: '只读取、不判断：逐行列出读到的文字及其位置（“它看到了什么？”）',
    baselineSummary: '把现有内容中的发现写成基线文件，以后只报告新增的',
    paths: '文件、文件夹或通配符；- 表示标准输入',
    option: {
      format: '输出格式',
      output: '把结果写入文件（默认写到标准输出）',
      failOn: '达到该结论即以状态 1 退出',
      ocr: '文字识别引擎',
      ocrModels: '自备的 PP-OCR 模型目录（ONNX：检测、识别和字典；PP-OCRv3 至 v6）',
      packs: '规则包：内置包名或 YAML 文件（默认全部内置包）',
      config: '配置文件（YAML；命令行选项优先）',
      concurrency: '同时筛查的文稿数，每份一个子进程',
      timeout: '每份文稿的时限（秒）',
      memory: '每个子进程的内存上限（MB）',
      noProgress: '不显示进度',
      quiet: '只输出结果，不输出进度和提示',
      lang: '界面语言',
      name: '标准输入内容的文件名',
      terms: '本单位词条列表（TXT、CSV、XLSX：项目代号、未公开的规划名称、名单等）',
      allow: '允许清单（YAML）：每项写明规则、指纹、理由、责任人和截止日期',
      ignoreFile: '略过哪些文件（写法同 .gitignore），代替当前目录的 .baoshenignore',
      baseline: '基线文件：其中已有的发现不再计入结论',
      stopAtFirst: '每份文稿读到第一处须拦截的内容即停止，其后不再检查（用于闸门）',
    },
    examples: `示例：
  baoshen scan 通知.docx                     筛查一个文件
  baoshen scan ./public --fail-on block      筛查整个文件夹，仅“拦截”时失败
  baoshen extract 扫描件.pdf                 看看它读到了什么`,
    exitStatus: statusesZh,
    scanExamples: `
示例：
  baoshen scan 通知.docx 附件.pdf
  baoshen scan './public/**/*.{html,pdf,docx}' --format jsonl --output 结果.jsonl
  cat 稿件.html | baoshen scan - --name 稿件.html

${statusesZh}`,
    extractExamples: `
示例：
  baoshen extract 扫描件.pdf
  baoshen extract 通知.docx --format jsonl

${statusesZh}`,
    baselineExamples: `
示例：
  baoshen baseline ./public --output 基线.json
  baoshen scan ./public --baseline 基线.json

基线应由保密审查员确认；其中不含文稿内容，只有路径、规则和指纹。

${statusesZh}`,
    allowExpired: ({ rule, by, until }) =>
      `允许清单中的一项已于 ${until} 到期，相应发现重新计入：${rule}（${by}）`,
    allowExpiring: ({ rule, by, until }) => `允许清单中的一项将于 ${until} 到期：${rule}（${by}）`,
    rulesSummary: '查看、解释和检验规则',
    rulesCommands: {
      list: '列出全部规则',
      explain: '说明一条规则（可只写编号的开头）',
      test: '运行每条规则自带的例子',
      new: '生成新规则的 YAML 框架',
    },
    ruleId: '规则编号，如 cn.number.cipher-telegram',
    noSuchRule: id => `没有编号为 ${id} 的规则。运行 baoshen rules list 查看全部。`,
    badRuleId: id => `规则编号只能用小写字母、数字、点和连字符：${id}`,
    exampleFailed: (kind, text, found) =>
      kind === 'hit' ? `应报而未报（实得 ${found ?? '无'}）：${text}` : `不应报而报了（${found}）：${text}`,
    noExamples: '没有例子',
    rulesTested: (rules, examples, failed) => `${rules} 条规则，${examples} 个例子，${failed} 个不符。`,
    ruleWritten: file => `已生成 ${file}。修改后运行：baoshen rules test --packs ${file}`,
    baselineWritten: (file, findings, unread) =>
      `已写入 ${file}：${findings} 项发现${unread > 0 ? `；${unread} 份文稿无法完整检查，未列入` : ''}。`,
    progress: (done, total, eta, blocked, current) =>
      `筛查 ${done}/${total}  预计剩余 ${eta}  拦截 ${blocked}  ${current}`,
    interrupted: (done, total) => `已中断：${total} 份文稿中完成 ${done} 份，其余未筛查，不得视为通过。`,
    nothingToScan: '没有可筛查的文件：文件夹为空。',
    ignored: files => `按略过清单略过 ${files} 个文件，未筛查。`,
    usage: message => `用法错误：${message}\n运行 baoshen --help 查看用法。`,
    outputIsInput: file => `输出文件 ${file} 就是待筛查的文稿，未写入。请换一个文件名。`,
    cannotWrite: (file, reason) => `无法写入 ${file}（${reason}）。请检查路径和权限。`,
    oldNode: '提示：Node 24 不能禁止子进程联网，建议使用 Node 26。',
  },
  en: {
    description:
      'baoshen: pre-publication confidentiality screening. Reads Word, PDF, pictures, web pages and text, and finds classification marks, cipher-telegram numbers and handling phrases. Entirely offline.',
    scanSummary: 'screen files and folders and give a verdict with evidence',
    extractSummary: 'read only: print every line that was read and where (“what did it see?”)',
    baselineSummary:
      'write what is found in existing content to a baseline file; later scans flag only what is new',
    paths: 'files, folders or globs; - for standard input',
    option: {
      format: 'output format',
      output: 'write the results to a file (default: standard output)',
      failOn: 'exit with status 1 at this verdict',
      ocr: 'OCR engine',
      ocrModels: 'folder of your own PP-OCR models (ONNX: detector, recogniser, dictionary; PP-OCRv3 to v6)',
      packs: 'rule packs: built-in names or YAML files (default: all built-in packs)',
      config: 'configuration file (YAML; options on the command line win)',
      concurrency: 'documents screened at the same time, one child process each',
      timeout: 'time limit for a document, in seconds',
      memory: 'memory limit of a child process, in MB',
      noProgress: 'show no progress',
      quiet: 'results only: no progress, no messages',
      lang: 'language',
      name: 'file name of what comes on standard input',
      terms: "the organisation's own terms (TXT, CSV, XLSX: code names, unpublished titles, rosters)",
      allow: 'allow-list (YAML): each entry names rule, fingerprint, reason, person and last day',
      ignoreFile:
        'files to leave out, as in .gitignore, in the place of .baoshenignore in the working folder',
      baseline: 'baseline file: findings that stand in it no longer count',
      stopAtFirst:
        'stop reading a document at the first part that blocks; the rest is not screened (for gates)',
    },
    examples: `Examples:
  baoshen scan notice.docx                   screen one file
  baoshen scan ./public --fail-on block      screen a folder, fail on “block” only
  baoshen extract scan.pdf                   see what it read`,
    exitStatus: statusesEn,
    scanExamples: `
Examples:
  baoshen scan notice.docx annex.pdf
  baoshen scan './public/**/*.{html,pdf,docx}' --format jsonl --output results.jsonl
  cat post.html | baoshen scan - --name post.html

${statusesEn}`,
    extractExamples: `
Examples:
  baoshen extract scan.pdf
  baoshen extract notice.docx --format jsonl

${statusesEn}`,
    baselineExamples: `
Examples:
  baoshen baseline ./public --output baseline.json
  baoshen scan ./public --baseline baseline.json

A reviewer should confirm the baseline. It holds paths, rules and fingerprints, and nothing of what documents say.
${statusesEn}`,
    allowExpired: ({ rule, by, until }) =>
      `An allow-list entry ended on ${until}, so its finding counts again: ${rule} (${by})`,
    allowExpiring: ({ rule, by, until }) => `An allow-list entry ends on ${until}: ${rule} (${by})`,
    rulesSummary: 'list, explain and prove the rules',
    rulesCommands: {
      list: 'list all rules',
      explain: 'explain a rule (the beginning of its id is enough)',
      test: "run every rule's own examples",
      new: 'write the YAML skeleton of a new rule',
    },
    ruleId: 'id of a rule, such as cn.number.cipher-telegram',
    noSuchRule: id => `There is no rule ${id}. Run baoshen rules list to see all.`,
    badRuleId: id => `A rule id has lower-case letters, digits, dots and hyphens only: ${id}`,
    exampleFailed: (kind, text, found) =>
      kind === 'hit'
        ? `should be found but was not (got ${found ?? 'nothing'}): ${text}`
        : `should not be found but was (${found}): ${text}`,
    noExamples: 'has no examples',
    rulesTested: (rules, examples, failed) =>
      `${rules} rules, ${examples} examples, ${failed} that do not hold.`,
    ruleWritten: file => `Wrote ${file}. Change it, then run: baoshen rules test --packs ${file}`,
    baselineWritten: (file, findings, unread) =>
      `Wrote ${file}: ${findings} ${findings === 1 ? 'finding' : 'findings'}${unread > 0 ? `; ${unread} documents could not be fully read and are not in it` : ''}.`,
    progress: (done, total, eta, blocked, current) =>
      `screening ${done}/${total}  ${eta} left  blocked ${blocked}  ${current}`,
    interrupted: (done, total) =>
      `Interrupted: ${done} of ${total} documents were screened. The others were not and must not be taken as passed.`,
    nothingToScan: 'There is nothing to screen: the folder is empty.',
    ignored: files => `${files} files were left out by the ignore file and not screened.`,
    usage: message => `Usage error: ${message}\nRun baoshen --help to see how it is used.`,
    outputIsInput: file =>
      `The output file ${file} is one of the documents to screen; nothing was written. Choose another name.`,
    cannotWrite: (file, reason) => `Cannot write ${file} (${reason}). Check the path and its permissions.`,
    oldNode: 'Note: Node 24 cannot deny sockets to child processes; Node 26 is recommended.',
  },
}
