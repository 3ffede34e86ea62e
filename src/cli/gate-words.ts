/** What `baoshen gate` says, in both languages. */
import type { Language } from '../document/problem.ts'

export interface GateWords {
  readonly summary: string
  readonly examples: string
  readonly option: {
    readonly staged: string
    readonly pushed: string
    readonly received: string
  }
  readonly oneThing: string
  readonly git: (message: string) => string
  readonly hookInput: string
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

只有退出状态 0 才可以发布。命中的文字在输出中打码，以免日志泄露。`,
    option: {
      staged: '检查 Git 暂存区中新增和修改的文件（pre-commit）；取暂存的内容，不取工作区的',
      pushed: '检查将要推送的全部新提交中的文件，含其后又删除的；标准输入为 Git 传给 pre-push 的内容',
      received: '在接收端检查推送来的全部新提交；标准输入为 Git 传给 pre-receive 的内容',
    },
    oneThing: '请指定要检查的路径，或 --staged、--pushed、--received 之一。',
    git: message => `Git 报告：${message}`,
    hookInput: '标准输入不是 Git 传给该钩子的内容。',
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

Only exit status 0 may publish. What was found is masked in the output, so that logs do not leak it.`,
    option: {
      staged:
        'screen the new and changed files of the git index (pre-commit): what is staged, not the working tree',
      pushed:
        'screen the files of all new commits, those deleted later included; standard input is what git gives pre-push',
      received: 'screen all new commits on the receiving side; standard input is what git gives pre-receive',
    },
    oneThing: 'name paths to screen, or one of --staged, --pushed, --received.',
    git: message => `git says: ${message}`,
    hookInput: 'standard input is not what git gives that hook.',
  },
}
