/** Every sentence of `baoshen icap`, in both languages. */
import type { Language } from '../document/problem.ts'

export interface IcapWords {
  readonly summary: string
  readonly option: {
    readonly host: string
    readonly port: string
    readonly failOn: string
    readonly connections: string
    readonly maxBody: string
    readonly answerWithin: string
    readonly spool: string
  }
  readonly examples: string
  readonly listening: (address: string) => string
  readonly plain: (host: string) => string
  readonly noSpool: (folder: string, reason: string) => string
  readonly stopping: string
}

export const icapWords: Readonly<Record<Language, IcapWords>> = {
  zh: {
    summary: '启动 ICAP 服务：代理（如 Squid）把上传和下载先交来筛查，门户本身不用改动',
    option: {
      host: '监听地址',
      port: '监听端口',
      failOn: '从哪个结论起拒绝；未能读完的一律拒绝',
      connections: '同时连接数上限',
      maxBody: '单个请求正文上限（MB），超过即拒绝',
      answerWithin: '收完请求后最多多少秒给出答复，超过即拒绝',
      spool: '存放较大正文的临时文件夹（仅本用户可读，用后即删）',
    },
    examples: `
服务：
  icap://主机:端口/reqmod     送往门户的内容（表单、附件、PUT 上传）
  icap://主机:端口/respmod    门户将要发出的文件和页面

示例：
  baoshen icap                                    仅本机可访问，端口 1344
  baoshen icap --fail-on block --concurrency 4    只拦截“拦截”和“无法检查”
  c-icap-client -i 127.0.0.1 -p 1344 -s reqmod    查看服务是否正常（OPTIONS）

Squid：
  icap_enable on
  icap_service baoshen reqmod_precache icap://127.0.0.1:1344/reqmod bypass=off
  adaptation_access baoshen allow all

日志为 JSON，每行一条，写到标准错误，不含文稿内容、文件名和网址。收到 SIGTERM 后做完手头的请求再退出。`,
    listening: address => `ICAP 服务已启动：icap://${address}/reqmod 和 icap://${address}/respmod`,
    plain: host => `提示：ICAP 不加密，正在 ${host} 上监听。请只在受控的内部网段使用，或置于 TLS 隧道之后。`,
    noSpool: (folder, reason) =>
      `无法在 ${folder} 中建立临时文件夹（${reason}）。请用 --spool 指定可写的文件夹。`,
    stopping: '正在停止……手头的请求做完后退出。',
  },
  en: {
    summary:
      'start the ICAP server: a proxy such as Squid has uploads and downloads screened, the portal stays as it is',
    option: {
      host: 'address to listen on',
      port: 'port to listen on',
      failOn: 'refuse from this verdict on; what could not be read to its end is always refused',
      connections: 'most connections at once',
      maxBody: 'most MB of one body; larger ones are refused',
      answerWithin: 'most seconds from the last byte of a request to its answer; later ones are refused',
      spool: 'folder for larger bodies (readable by this user only, deleted after use)',
    },
    examples: `
Services:
  icap://host:port/reqmod     what is sent to the portal (forms, attachments, PUT uploads)
  icap://host:port/respmod    files and pages that the portal is about to serve

Examples:
  baoshen icap                                    for this machine only, port 1344
  baoshen icap --fail-on block --concurrency 4    refuse only what blocks or cannot be read
  c-icap-client -i 127.0.0.1 -p 1344 -s reqmod    is it alive (OPTIONS)?

Squid:
  icap_enable on
  icap_service baoshen reqmod_precache icap://127.0.0.1:1344/reqmod bypass=off
  adaptation_access baoshen allow all

The log is JSON, one object a line, on standard error, without document text, file names or addresses.
On SIGTERM the requests at work are answered first.`,
    listening: address => `The ICAP server listens: icap://${address}/reqmod and icap://${address}/respmod`,
    plain: host =>
      `Note: ICAP is not encrypted, and this listens on ${host}. Use it on a controlled internal network only, or behind a TLS tunnel.`,
    noSpool: (folder, reason) =>
      `No temporary folder can be made in ${folder} (${reason}). Name one that can be written with --spool.`,
    stopping: 'Stopping. Requests at work are answered first.',
  },
}
