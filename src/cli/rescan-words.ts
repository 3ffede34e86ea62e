/** Every sentence of `baoshen rescan`, in both languages. */
import type { Language } from '../document/problem.ts'
import type { RescanRunTable } from '../store/rescan-schema.ts'

/** What a report says of a run beside its documents. */
export interface Tally {
  readonly new: number
  readonly remaining: number
  readonly fixed: number
  readonly unread: number
}

export interface RescanWords {
  readonly summary: string
  readonly target: string
  readonly option: {
    readonly state: string
    readonly baseUrl: string
    readonly site: string
    readonly host: string
    readonly interval: string
    readonly full: string
    readonly keepText: string
    readonly maxCpu: string
    readonly onlyNew: string
    readonly report: string
    readonly pictures: string
  }
  readonly examples: string
  readonly progress: (run: RescanRunTable, total: number, rate: string, eta: string) => string
  readonly resumed: (run: RescanRunTable) => string
  readonly interrupted: (run: RescanRunTable) => string
  readonly finished: (run: RescanRunTable, seconds: number, tally: Tally) => string
  readonly stateInside: (file: string, folder: string) => string
  readonly resultsInside: (file: string, folder: string) => string
  readonly stateInUse: (file: string) => string
  readonly noState: (file: string) => string
  readonly badPercent: string
  readonly badBaseUrl: string
  readonly badReport: (file: string) => string
  readonly reported: (files: string) => string
  readonly badPictures: string
}

const seconds = (value: number) => value.toFixed(value < 10 ? 1 : 0)

export const rescanWords: Readonly<Record<Language, RescanWords>> = {
  zh: {
    summary: '复查已发布的全部内容：只读有变化的，可随时中断后继续',
    target: '文件夹、https://…（网页或站点地图）、list:文件、s3://存储桶/前缀、sql:文件.yaml',
    option: {
      state: '状态文件：记录读过的内容和发现（不含文稿内容；发现的原文加密，密钥在同名 .key 文件中）',
      baseUrl: '文件夹内容的发布地址，如 https://www.example.gov.cn/upload/',
      site: '站点设置（YAML：hosts、interval、depth、s3 等，见 README）',
      host: '同属本站的其他主机；内网主机须在此列出',
      interval: '对同一主机两次请求之间的秒数（默认 0.25）',
      full: '不论有无变化，全部重新读取',
      keepText: '加密保存读到的文字：规则更新后不必重新读取和识别',
      maxCpu: '最多占用本机多少 CPU，如 50%',
      onlyNew: '只报告上次复查之后新增的发现',
      report: '另写自查报告（原文已遮盖），格式由扩展名定：.html、.xlsx、.docx；可写多个',
      pictures: '自查报告中位置图的上限（每张须重新读取该件）',
    },
    examples: `
示例：
  baoshen rescan /var/www/html --base-url https://www.example.gov.cn/
  baoshen rescan ./upload --state 复查.sqlite --max-cpu 30%
  baoshen rescan ./upload --only-new --format jsonl --output 新增.jsonl
  baoshen rescan https://www.example.gov.cn/ --site 站点.yaml --report 自查报告.docx 自查报告.xlsx
  baoshen rescan https://www.example.gov.cn/ --host static.example.gov.cn --interval 0.5

中断（Ctrl-C、断电、被杀）后再次运行同一命令即从断点继续。文件夹中的 .baoshenignore 不起作用：
网站目录里的文件不能决定什么不检查。

退出状态：
  0    全部读完，没有达到 --fail-on 的发现
  1    有发现达到 --fail-on（默认 review；--only-new 时只计新增）
  2    用法或配置错误
  3    没有达到 --fail-on 的，但有内容无法完整检查
  130  用户中断（可继续）`,
    progress: (run, total, rate, eta) =>
      `复查 ${run.done}/${total}  ${rate} 份/秒  剩余 ${eta}  新发现 ${run.found}`,
    resumed: run => `继续第 ${run.number} 次复查：已完成 ${run.done} 份。`,
    interrupted: run =>
      `已中断：第 ${run.number} 次复查完成了 ${run.done}/${run.total} 份。再次运行同一命令即可继续。`,
    finished: (run, time, tally) =>
      `第 ${run.number} 次复查完成，用时 ${seconds(time)} 秒：共 ${run.total} 份，读取筛查 ${run.screened}，` +
      `内容相同 ${run.reused}，按保存的文字重判 ${run.rematched}，未变化 ${run.unchanged}，已撤下 ${run.gone}` +
      `${run.skipped > 0 ? `，不属检查范围 ${run.skipped}` : ''}。\n` +
      `发现：新增 ${tally.new}，仍在 ${tally.remaining}，已消除 ${tally.fixed}；未能完整检查的文稿 ${tally.unread} 份。`,
    stateInside: (file, folder) =>
      `状态文件 ${file} 在要复查的文件夹 ${folder} 里，可能被网站发布出去。请用 --state 指定别处。`,
    resultsInside: (file, folder) =>
      `结果文件 ${file} 在要复查的文件夹 ${folder} 里，可能被网站发布出去。请写到别处。`,
    stateInUse: file => `状态文件 ${file} 正被另一次复查使用。请等它结束，或用 --state 指定另一个文件。`,
    noState: file => `状态文件 ${file} 无法打开：不是复查的状态文件，或无权写入。`,
    badPercent: '--max-cpu 应为 1% 到 100%。',
    badReport: file => `--report ${file}：扩展名应为 .html、.xlsx 或 .docx。`,
    reported: files => `自查报告：${files}`,
    badPictures: '--pictures 应为 0–1000 的整数。',
    badBaseUrl: '--base-url 应为 http:// 或 https:// 开头、以 / 结尾的地址。',
  },
  en: {
    summary: 'screen everything published, again and again: reads what changed, goes on where it was stopped',
    target: 'a folder, https://… (page or site map), list:FILE, s3://bucket/prefix or sql:FILE.yaml',
    option: {
      state:
        'state file: what was read and found (no document text; words of findings encrypted, key in a .key file beside it)',
      baseUrl: 'where the files of the folder are published, e.g. https://www.example.gov.cn/upload/',
      site: 'site settings (YAML: hosts, interval, depth, s3 …; see README)',
      host: 'other hosts of the same site; hosts on an intranet must be named here',
      interval: 'seconds between two requests to a host (default 0.25)',
      full: 'read everything again, changed or not',
      keepText: 'keep what was read, encrypted: new rules then need no reading and no OCR',
      maxCpu: "most of this machine's CPU to use, e.g. 50%",
      onlyNew: 'report only what is new since the last rescan',
      report:
        'write a self-inspection report, words masked; the ending decides: .html, .xlsx, .docx; several at once',
      pictures: 'most pictures of places in a report (each reads its document again)',
    },
    examples: `
Examples:
  baoshen rescan /var/www/html --base-url https://www.example.gov.cn/
  baoshen rescan ./upload --state rescan.sqlite --max-cpu 30%
  baoshen rescan ./upload --only-new --format jsonl --output new.jsonl
  baoshen rescan https://www.example.gov.cn/ --site site.yaml --report report.docx report.xlsx
  baoshen rescan https://www.example.gov.cn/ --host static.example.gov.cn --interval 0.5

After an interruption (Ctrl-C, power cut, kill) the same command goes on where it stopped. A .baoshenignore in the
folder has no effect: what lies in a site's folder does not decide what is not screened.

Exit status:
  0    everything was read and nothing is at or above --fail-on
  1    something is at or above --fail-on (default review; with --only-new only what is new counts)
  2    usage or configuration error
  3    nothing is, but something could not be fully screened
  130  interrupted (can be resumed)`,
    progress: (run, total, rate, eta) =>
      `rescanning ${run.done}/${total}  ${rate}/s  ${eta} left  new findings ${run.found}`,
    resumed: run => `Going on with rescan ${run.number}: ${run.done} documents are done.`,
    interrupted: run =>
      `Interrupted: rescan ${run.number} has done ${run.done} of ${run.total} documents. Run the same command to go on.`,
    finished: (run, time, tally) =>
      `Rescan ${run.number} finished in ${seconds(time)} s: ${run.total} documents, ${run.screened} read and screened, ` +
      `${run.reused} with known content, ${run.rematched} judged anew by kept text, ${run.unchanged} unchanged, ` +
      `${run.gone} gone${run.skipped > 0 ? `, ${run.skipped} out of scope` : ''}.\n` +
      `Findings: ${tally.new} new, ${tally.remaining} remaining, ${tally.fixed} fixed; ` +
      `${tally.unread} documents could not be fully screened.`,
    stateInside: (file, folder) =>
      `The state file ${file} lies in the folder to rescan, ${folder}, and might be published with it. Name another place with --state.`,
    resultsInside: (file, folder) =>
      `The results ${file} would lie in the folder to rescan, ${folder}, and might be published with it. Write them elsewhere.`,
    stateInUse: file =>
      `Another rescan is using the state file ${file}. Wait for it, or name another file with --state.`,
    noState: file =>
      `The state file ${file} cannot be opened: it is no state of a rescan, or may not be written.`,
    badPercent: '--max-cpu must be 1% to 100%.',
    badReport: file => `--report ${file}: its ending must be .html, .xlsx or .docx.`,
    reported: files => `Self-inspection report: ${files}`,
    badPictures: '--pictures must be a whole number, 0–1000.',
    badBaseUrl: '--base-url must begin with http:// or https:// and end with /.',
  },
}
