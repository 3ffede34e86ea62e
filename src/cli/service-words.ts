/** Every sentence of the commands around the review service, in both languages. */
import type { Language } from '../document/problem.ts'
import type { Broken } from '../ledger/chain.ts'
import type { StoreErrorCode } from '../store/error.ts'

export interface ServiceWords {
  readonly serve: string
  readonly worker: string
  readonly ledger: string
  readonly verify: string
  readonly backup: string
  readonly restore: string
  readonly option: {
    readonly data: string
    readonly host: string
    readonly port: string
    readonly publicUrl: string
    readonly trustProxy: string
    readonly rateLimit: string
    readonly allowTargets: string
    readonly workerTargets: string
    readonly logLevel: string
    readonly head: string
    readonly withoutKeys: string
    readonly name: string
    readonly drain: string
  }
  readonly backupFolder: string
  readonly serveExamples: string
  readonly workerExamples: string
  readonly working: (name: string, concurrency: number) => string
  readonly needsDatabase: string
  readonly draining: (seconds: number) => string
  readonly listening: (url: string) => string
  readonly setup: (url: string) => string
  readonly noPages: string
  readonly plainHttp: (host: string) => string
  readonly ledgerBroken: string
  readonly stopping: string
  readonly intact: (entries: number, head: string | null) => string
  readonly broken: (broken: Broken) => string
  readonly noLedger: string
  readonly backedUp: (folder: string, submissions: number, entries: number) => string
  readonly keysIncluded: string
  readonly keysApart: (folder: string) => string
  readonly restored: (folder: string, submissions: number, entries: number) => string
  readonly store: Readonly<Record<StoreErrorCode, (detail: string) => string>>
  readonly cannotListen: (reason: string) => string
  readonly badOption: (name: string, expected: string) => string
}

export const serviceWords: Readonly<Record<Language, ServiceWords>> = {
  zh: {
    serve: '启动审查服务（网页与 API）',
    worker: '在另一台机器上分担筛查：从共用的 PostgreSQL 取任务（须设置 DATABASE_URL）',
    ledger: '登记簿',
    verify: '证明登记簿未被改动：逐条核对校验链和签名',
    backup: '备份审查服务（可在运行中进行）',
    restore: '从备份恢复到空的数据文件夹',
    option: {
      data: '数据文件夹：数据库、密钥、加密内容（设置 DATABASE_URL 时数据库用 PostgreSQL）',
      host: '监听地址',
      port: '监听端口',
      publicUrl: '用户访问的地址，如 https://baoshen.example.gov.cn',
      trustProxy: '可信反向代理的地址或网段（逗号分隔）',
      rateLimit: '每个地址每分钟的请求上限，0 表示不限',
      allowTargets:
        '除互联网外允许发送通知、允许站点复查读取的内网主机或网段，如 cms.example.gov.cn:8000、10.20.0.0/16',
      workerTargets: '站点复查可读取的内网主机或网段，与 baoshen serve 相同',
      logLevel: '日志级别（JSON，写到标准错误，不含文稿内容）',
      head: '以前记下的“序号:校验值”，须仍在链中',
      name: '这个工作进程的名字，显示在状态页（默认：主机名）',
      drain: '停止时，手头的任务最多再做几秒',
      withoutKeys: '不含密钥（须另行保管数据文件夹中的 keys）',
    },
    backupFolder: '备份所在的文件夹',
    serveExamples: `
示例：
  baoshen serve                               数据放在 ./baoshen-data，仅本机可访问
  baoshen serve --data /var/lib/baoshen --public-url https://baoshen.example.gov.cn --trust-proxy 127.0.0.1
  DATABASE_URL=postgres://… baoshen serve     使用 PostgreSQL`,
    listening: url => `审查服务已启动：${url}`,
    setup: url => `首次启动：请打开下面的一次性链接创建管理员（72 小时内有效）\n  ${url}`,
    workerExamples: `
示例：
  DATABASE_URL=postgres://… BAOSHEN_CONTENT_KEY=… baoshen worker
  DATABASE_URL=postgres://… baoshen worker --data /etc/baoshen --concurrency 4   密钥在 /etc/baoshen/keys/content.key

内容密钥与服务端 keys/content.key 相同；不需要、也不应复制其他密钥。收到 SIGTERM 后不再取新任务，做完手头的再退出。`,
    working: (name, concurrency) => `工作进程 ${name} 已启动，同时筛查 ${concurrency} 份。`,
    needsDatabase: '请设置 DATABASE_URL：工作进程与服务端须共用一个 PostgreSQL。',
    draining: seconds => `正在停止：不再取新任务，手头的最多再做 ${seconds} 秒。`,
    noPages: '网页尚未生成：运行 npm run build:web 后重新启动。API 已可使用。',
    plainHttp: host =>
      `提示：正在 ${host} 上以明文 HTTP 提供服务。请放在启用 TLS 的反向代理之后，并设置 --public-url 和 --trust-proxy。`,
    ledgerBroken: '警告：登记簿校验不通过。请立即停止使用，运行 baoshen ledger verify 查明。',
    stopping: '正在停止……未完成的筛查会在下次启动后继续。',
    intact: (entries, head) => `登记簿完整：${entries} 条${head ? `，末条校验值 ${entries}:${head}` : ''}`,
    broken: ({ seq, what }) => {
      const where = seq === null ? '' : `第 ${seq} 条`
      const said: Record<Broken['what'], string> = {
        missing: '缺失',
        changed: '被改动',
        order: '与前一条不相接（顺序被改动）',
        truncated: '及其后的记录被删除',
        'head-changed': '签名文件 ledger-head.json 被改动',
        'head-missing': '签名文件 ledger-head.json 缺失',
      }
      return `登记簿不完整：${where}${said[what]}。请保全现场并报告。`
    },
    noLedger: '这里没有登记簿：请用 --data 指定数据文件夹。',
    backedUp: (folder, submissions, entries) =>
      `已备份到 ${folder}：${submissions} 件送审件，${entries} 条登记。`,
    keysIncluded: '备份中含有密钥，请像保护服务本身一样保管。',
    keysApart: folder => `备份不含密钥。没有 ${folder} 中的密钥，备份无法恢复。`,
    restored: (folder, submissions, entries) =>
      `已恢复到 ${folder}：${submissions} 件送审件，${entries} 条登记。请运行 baoshen ledger verify 核对。`,
    store: {
      'newer-schema': detail =>
        `数据由其他版本的程序写成（${detail}），本版本不能打开。请使用对应版本或更新程序。`,
      'data-in-use': detail => `数据文件夹 ${detail} 正被另一个审查服务使用。请先停止它，或换一个文件夹。`,
      'other-screening': detail =>
        `工作进程 ${detail} 的规则、识别设置或程序版本与审查服务不同，不能参与筛查。请用与 baoshen serve 相同的版本、--packs、--terms、--ocr 和 --config；服务须先启动过一次。`,
      'no-key': detail =>
        `没有内容密钥：请设置 BAOSHEN_CONTENT_KEY，或把服务端的 keys/content.key 放到 ${detail}。`,
      'other-keys': detail =>
        `${detail} 中的密钥（或 BAOSHEN_CONTENT_KEY、BAOSHEN_SEALED_KEY）不是内容加密时所用的密钥，服务未启动。请放回原来的密钥后再启动。`,
      'no-database': detail => `没有可用的数据：${detail}。请核对路径。`,
      'not-empty': detail => `目标不是空的（${detail}），未作改动。请换一个空文件夹或空数据库。`,
    },
    cannotListen: reason => `无法监听该地址（${reason}）。请换一个端口或地址。`,
    badOption: (name, expected) => `${name} 应为${expected}。`,
  },
  en: {
    serve: 'start the review service (pages and API)',
    worker: 'share the screening on another machine: takes jobs from the PostgreSQL in DATABASE_URL',
    ledger: 'the ledger',
    verify: 'prove the ledger untouched: walk the chain and check its signature',
    backup: 'back up the review service, also while it runs',
    restore: 'restore a backup into an empty data folder',
    option: {
      data: 'data folder: database, keys, encrypted content (with DATABASE_URL the database is PostgreSQL)',
      host: 'address to listen on',
      port: 'port to listen on',
      publicUrl: 'where browsers reach it, e.g. https://baoshen.example.gov.cn',
      trustProxy: 'addresses or networks of trusted reverse proxies, parted by commas',
      rateLimit: 'most requests a minute from one address; 0: no limit',
      allowTargets:
        'own hosts or networks that webhooks and rescans may reach besides the internet, e.g. cms.example.gov.cn:8000, 10.20.0.0/16',
      workerTargets: 'own hosts or networks that rescans may reach, as baoshen serve has them',
      logLevel: 'log level (JSON on standard error, never with document text)',
      head: 'a “number:hash” noted down earlier, which must still be in the chain',
      name: 'name of this worker on the status page (default: the host)',
      drain: 'seconds that jobs at work have to end when it is told to stop',
      withoutKeys: 'leave the keys out (keep the data folder’s keys apart)',
    },
    backupFolder: 'folder of the backup',
    serveExamples: `
Examples:
  baoshen serve                               data in ./baoshen-data, for this machine only
  baoshen serve --data /var/lib/baoshen --public-url https://baoshen.example.gov.cn --trust-proxy 127.0.0.1
  DATABASE_URL=postgres://… baoshen serve     with PostgreSQL`,
    listening: url => `The review service listens on ${url}`,
    setup: url =>
      `First start: open this one-time link to create the administrator (valid for 72 hours)\n  ${url}`,
    workerExamples: `
Examples:
  DATABASE_URL=postgres://… BAOSHEN_CONTENT_KEY=… baoshen worker
  DATABASE_URL=postgres://… baoshen worker --data /etc/baoshen --concurrency 4   key in /etc/baoshen/keys/content.key

The content key is that of the service's keys/content.key; no other key is needed, and none should be copied.
At SIGTERM it takes no more jobs and ends what it is at.`,
    working: (name, concurrency) => `The worker ${name} has started; it screens ${concurrency} at once.`,
    needsDatabase: 'Set DATABASE_URL: a worker and the service share one PostgreSQL.',
    draining: seconds => `Stopping: no more jobs are taken; those at work have ${seconds} s to end.`,
    noPages: 'The pages have not been built: run npm run build:web and start again. The API works.',
    plainHttp: host =>
      `Note: plain HTTP on ${host}. Put it behind a reverse proxy with TLS and set --public-url and --trust-proxy.`,
    ledgerBroken:
      'Warning: the ledger does not verify. Stop using the service and run baoshen ledger verify.',
    stopping: 'Stopping. Unfinished screenings go on after the next start.',
    intact: (entries, head) =>
      `The ledger is intact: ${entries} entries${head ? `, ending in ${entries}:${head}` : ''}`,
    broken: ({ seq, what }) => {
      const said: Record<Broken['what'], string> = {
        missing: `entry ${seq} is missing`,
        changed: `entry ${seq} was changed`,
        order: `entry ${seq} does not follow the one before it`,
        truncated: `entry ${seq} and what followed were deleted`,
        'head-changed': 'the signed head, ledger-head.json, was changed',
        'head-missing': 'the signed head, ledger-head.json, is missing',
      }
      return `The ledger is broken: ${said[what]}. Keep everything as it is and report it.`
    },
    noLedger: 'There is no ledger here: name the data folder with --data.',
    backedUp: (folder, submissions, entries) =>
      `Backed up to ${folder}: ${submissions} submissions, ${entries} ledger entries.`,
    keysIncluded: 'The backup holds the keys: guard it as the service itself.',
    keysApart: folder => `The backup holds no keys. Without those in ${folder} it cannot be restored.`,
    restored: (folder, submissions, entries) =>
      `Restored to ${folder}: ${submissions} submissions, ${entries} ledger entries. Check it with baoshen ledger verify.`,
    store: {
      'newer-schema': detail =>
        `The data was written by another version of the program (${detail}); this one cannot open it. Use that version or a newer one.`,
      'data-in-use': detail =>
        `Another review service is using the data folder ${detail}. Stop it first, or name another folder.`,
      'other-screening': detail =>
        `The worker ${detail} has other rules, OCR settings or another version than the service, and must not take part. Give it the version, --packs, --terms, --ocr and --config of baoshen serve; the service must have been started once.`,
      'no-key': detail =>
        `There is no content key: set BAOSHEN_CONTENT_KEY, or put the service's keys/content.key at ${detail}.`,
      'other-keys': detail =>
        `The keys in ${detail} (or BAOSHEN_CONTENT_KEY, BAOSHEN_SEALED_KEY) are not those that the content was encrypted with; the service was not started. Put the original keys back first.`,
      'no-database': detail => `There is no usable data: ${detail}. Check the path.`,
      'not-empty': detail =>
        `The target is not empty (${detail}); nothing was changed. Name an empty folder or database.`,
    },
    cannotListen: reason => `Cannot listen there (${reason}). Choose another port or address.`,
    badOption: (name, expected) => `${name} must be ${expected}.`,
  },
}
