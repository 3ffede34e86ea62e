/** What `baoshen gate` says, in both languages. */
import type { Language } from '../document/problem.ts'

export interface GateWords {
  readonly summary: string
  readonly examples: string
  readonly option: {
    readonly staged: string
    readonly pushed: string
    readonly received: string
    readonly service: string
    readonly keyFile: string
    readonly ticket: string
    readonly title: string
    readonly item: string
    readonly submit: string
  }
  readonly oneThing: string
  readonly git: (message: string) => string
  readonly hookInput: string
  readonly serviceFormats: string
  readonly keyMissing: string
  readonly cannotAsk: (what: string) => string
  readonly onePage: string
  readonly noFolders: (file: string) => string
  readonly noText: (file: string) => string
  readonly denied: string
  readonly page: string
  readonly pageNumber: (page: number) => string
}

export const gateWords: Readonly<Record<Language, GateWords>> = {
  zh: {
    summary: '发布前检查：只报告不得发布的内容，供发布脚本、Git 钩子和流水线使用',
    examples: `
示例：
  baoshen gate ./public && rsync -a --delete ./public/ web@portal:/srv/www/
  baoshen gate ./public --format sarif --output baoshen.sarif
  baoshen gate --staged                      Git pre-commit 钩子
  baoshen gate --pushed origin               Git pre-push 钩子（读标准输入）
  BAOSHEN_KEY=… baoshen gate --service https://baoshen.intranet 通知.html 图片.png

只有退出状态 0 才可以发布。命中的文字在输出中打码，以免日志泄露。`,
    option: {
      staged: '检查 Git 暂存区中新增和修改的文件（pre-commit）；取暂存的内容，不取工作区的',
      pushed: '检查将要推送的全部新提交中的文件，含其后又删除的；标准输入为 Git 传给 pre-push 的内容',
      received: '在接收端检查推送来的全部新提交；标准输入为 Git 传给 pre-receive 的内容',
      service: '改为询问运行中的保审服务：一个网页（.html 或 -）及其附件是否可以发布',
      keyFile: '存有门户密钥的文件（默认取环境变量 BAOSHEN_KEY；密钥不得写在命令行上）',
      ticket: '存有放行凭证的文件',
      title: '标题',
      item: '门户对这篇稿件的编号，修改前后不变，如 post-123',
      submit: '不能发布而审查可以改变时，提交保密审查',
    },
    oneThing: '请指定要检查的路径，或 --staged、--pushed、--received 之一。',
    git: message => `Git 报告：${message}`,
    hookInput: '标准输入不是 Git 传给该钩子的内容。',
    serviceFormats: '--service 只能与 --format pretty 或 json 同用。',
    keyMissing: '缺少门户密钥：请设置环境变量 BAOSHEN_KEY，或用 --key-file 指定文件。',
    cannotAsk: what => `无法询问服务（${what}）。`,
    onePage: '--service 一次询问一个网页（.html 或 -）及其附件。',
    noFolders: file => `--service 不接受文件夹：${file}。`,
    noText: file => `${file}：网页的文字编码无法识别，请另存为 UTF-8。`,
    denied: '不得发布',
    page: '正文',
    pageNumber: page => `第 ${page} 页`,
  },
  en: {
    summary:
      'check before publishing: reports only what must not go out; for publish scripts, git hooks and CI',
    examples: `
Examples:
  baoshen gate ./public && rsync -a --delete ./public/ web@portal:/srv/www/
  baoshen gate ./public --format sarif --output baoshen.sarif
  baoshen gate --staged                      git's pre-commit hook
  baoshen gate --pushed origin               git's pre-push hook (reads standard input)
  BAOSHEN_KEY=… baoshen gate --service https://baoshen.intranet notice.html picture.png

Only exit status 0 may publish. What was found is masked in the output, so that logs do not leak it.`,
    option: {
      staged:
        'screen the new and changed files of the git index (pre-commit): what is staged, not the working tree',
      pushed:
        'screen the files of all new commits, those deleted later included; standard input is what git gives pre-push',
      received: 'screen all new commits on the receiving side; standard input is what git gives pre-receive',
      service: 'ask a running service instead: may a page (.html or -) and its files go out?',
      keyFile:
        "file with the portal's key (default: the environment's BAOSHEN_KEY; never on the command line)",
      ticket: 'file with the ticket',
      title: 'title',
      item: "the portal's own name for the post, the same at every edit, such as post-123",
      submit: 'send it to review when the answer is no and a reviewer could change that',
    },
    oneThing: 'name paths to screen, or one of --staged, --pushed, --received.',
    git: message => `git says: ${message}`,
    hookInput: 'standard input is not what git gives that hook.',
    serviceFormats: '--service goes with --format pretty or json only.',
    keyMissing:
      "the portal's key is missing: set BAOSHEN_KEY in the environment, or name a file with --key-file.",
    cannotAsk: what => `the service cannot be asked (${what}).`,
    onePage: '--service asks about one page (.html or -) with its files.',
    noFolders: file => `--service takes no folders: ${file}.`,
    noText: file => `${file}: the characters of the page cannot be decoded, save it as UTF-8.`,
    denied: 'must not be published',
    page: 'page',
    pageNumber: page => `page ${page}`,
  },
}
