/** Why nothing came back from outside. One table holds every code; nothing else invents one. */
import type { Language } from '../document/problem.ts'

interface FailureKind {
  /** Whether the same request may succeed later. */
  readonly retry: boolean
  readonly zh: string
  readonly en: string
}

export const outboundFailures = {
  'url-invalid': {
    retry: false,
    zh: '网址无效。请填写完整的 http 或 https 网址。',
    en: 'Not an address. Give a whole http or https URL.',
  },
  'scheme-refused': {
    retry: false,
    zh: '不支持 {scheme} 网址，只访问 http 和 https。',
    en: '{scheme} addresses are not fetched, only http and https.',
  },
  'credentials-refused': {
    retry: false,
    zh: '网址中含有用户名或密码，未访问。请去除。',
    en: 'The URL holds a user name or password and was not fetched. Remove them.',
  },
  'address-refused': {
    retry: false,
    zh: '{host} 指向内部或保留地址（{kind}），未访问。确需访问时，请管理员把它加入出站许可清单。',
    en: '{host} is an internal or reserved address ({kind}) and was not contacted. If it must be, the administrator adds it to the outbound allow-list.',
  },
  'port-refused': {
    retry: false,
    zh: '{host} 的端口 {port} 不在许可范围，未访问。确需访问时，请管理员把“{host}:{port}”加入出站许可清单。',
    en: 'Port {port} of {host} is not allowed and was not contacted. If it must be, the administrator adds “{host}:{port}” to the outbound allow-list.',
  },
  'name-unknown': {
    retry: true,
    zh: '无法解析主机名 {host}。请核对网址和 DNS 设置。',
    en: 'The name {host} could not be resolved. Check the address and the DNS settings.',
  },
  'connect-failed': {
    retry: true,
    zh: '无法连接 {host}（{reason}）。请确认对方服务已启动、网络可达。',
    en: '{host} could not be connected to ({reason}). Check that it is running and reachable.',
  },
  'tls-failed': {
    retry: true,
    zh: '{host} 的证书未通过验证（{reason}）。请更换证书，或用 NODE_EXTRA_CA_CERTS 加入本单位的根证书。',
    en: 'The certificate of {host} was not accepted ({reason}). Replace it, or add your own root with NODE_EXTRA_CA_CERTS.',
  },
  'timed-out': {
    retry: true,
    zh: '{host} 在 {seconds} 秒内没有答完。',
    en: '{host} did not finish its answer within {seconds} s.',
  },
  aborted: { retry: true, zh: '请求已中止。', en: 'The request was stopped.' },
  'too-large': {
    retry: false,
    zh: '{host} 的答复超过 {limit} 字节，未读取。',
    en: 'The answer of {host} is over {limit} bytes and was not read.',
  },
  'encoding-unknown': {
    retry: false,
    zh: '{host} 的答复使用了不支持的压缩方式（{encoding}）。',
    en: 'The answer of {host} has an unsupported content encoding ({encoding}).',
  },
  'answer-broken': {
    retry: true,
    zh: '{host} 的答复不完整或不合规范（{reason}）。',
    en: 'The answer of {host} is cut short or malformed ({reason}).',
  },
  'redirect-broken': {
    retry: false,
    zh: '{host} 的重定向没有有效的目标网址。',
    en: '{host} redirects without a valid target.',
  },
  'too-many-redirects': {
    retry: false,
    zh: '{host} 重定向超过 {limit} 次，已放弃。',
    en: '{host} redirected more than {limit} times.',
  },
} as const satisfies Record<string, FailureKind>

export type FailureCode = keyof typeof outboundFailures
export type FailureDetails = Readonly<Record<string, string | number>>

/** Inside the room; callers get it as a value. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly code: FailureCode
  readonly details: FailureDetails

  constructor(code: FailureCode, details: FailureDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}

export function wordFailure(code: FailureCode, details: FailureDetails, language: Language): string {
  return outboundFailures[code][language].replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    String(details[key] ?? '?'),
  )
}
