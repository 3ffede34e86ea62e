/** Which hosts and networks may be reached: the internet, and of the own network only what is listed. */
import ipaddr from 'ipaddr.js'
import { type Address, kindOf, parseAddress } from './address.ts'

/** Where web servers listen; anything else has to be listed. */
const usualPorts = [80, 443, 8080, 8443]

interface Entry {
  readonly covers: (host: string, address: Address) => boolean
  /** Null: the usual ones. */
  readonly ports: 'any' | number | null
}

export interface AllowList {
  readonly entries: readonly Entry[]
  /** What it was read from, sorted: two lists with the same allow the same. */
  readonly text: string
}

export class AllowListError extends Error {
  override readonly name = 'AllowListError'
  /** The entry that is no host and no network. */
  readonly entry: string

  constructor(entry: string) {
    super(`not a host or network: ${entry}`)
    this.entry = entry
  }
}

/** Nothing but the internet, on the usual ports. */
export const internetOnly: AllowList = { entries: [], text: '' }

/**
 * Reads the targets that a configuration adds to the internet.
 * @param texts each `host`, `*.domain`, an address or a network (`10.20.0.0/16`, `[fd00::]/8`), each with `:port`
 * or `:*` when it is not 80, 443, 8080 or 8443. A host's name opens addresses of the intranet; loopback, link-local
 * and metadata addresses are opened only by an entry that names them or their network.
 * @throws {AllowListError}
 */
export function parseAllowList(texts: readonly string[]): AllowList {
  const trimmed = texts.map(each => each.trim())
  return { entries: trimmed.map(parseEntry), text: [...new Set(trimmed)].sort().join(' ') }
}

function parseEntry(text: string): Entry {
  const parts = /^(?<host>\[[^\]]+\]|[^:[\]/]+)(?:\/(?<bits>\d{1,3}))?(?::(?<port>\*|\d{1,5}))?$/.exec(text)
  const bare = parts ? null : bareIpv6(text)
  const host = bare?.host ?? parts?.groups?.host?.replaceAll(/[[\]]/g, '')
  if (host === undefined) throw new AllowListError(text)
  const bits = bare ? bare.bits : parts?.groups?.bits
  const port = parts?.groups?.port
  if (port !== undefined && port !== '*' && !(Number(port) >= 1 && Number(port) <= 65_535)) {
    throw new AllowListError(text)
  }
  const ports = port === undefined ? null : port === '*' ? 'any' : Number(port)
  return { covers: coverage(host, bits, text), ports }
}

/** `fd00::/8`, `fd00::1`: IPv6 without brackets, which has no port. */
function bareIpv6(text: string): { host: string; bits: string | undefined } | null {
  const [host = '', bits, ...more] = text.split('/')
  if (more.length > 0 || !ipaddr.IPv6.isValid(host) || host.includes('%')) return null
  return { host, bits }
}

function coverage(host: string, bits: string | undefined, text: string): Entry['covers'] {
  const address = parseAddress(host)
  if (address) {
    const most = address.kind() === 'ipv4' ? 32 : 128
    const length = bits === undefined ? most : Number(bits)
    if (length > most) throw new AllowListError(text)
    return (_, target) => target.kind() === address.kind() && target.match(address, length)
  }
  const wildcard = host.startsWith('*.')
  const name = hostName(wildcard ? host.slice(2) : host)
  if (bits !== undefined || name === null) throw new AllowListError(text)
  return (target, at) =>
    (wildcard ? target.endsWith(`.${name}`) : target === name) && ['public', 'intranet'].includes(kindOf(at))
}

/** As the URL standard writes a host (IDNA, lower case), without a root dot. */
function hostName(text: string): string | null {
  if (text.includes('@') || !URL.canParse(`http://${text}/`)) return null
  const name = withoutRoot(new URL(`http://${text}/`).hostname)
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) && parseAddress(name) === null ? name : null
}

export function withoutRoot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host
}

/** Whether anything could be reached there. @param host as in a parsed URL, without brackets and root dot. */
export function judge(
  allow: AllowList,
  host: string,
  address: Address,
  port: number,
): 'allowed' | 'address-refused' | 'port-refused' {
  const usual = usualPorts.includes(port)
  const isPublic = kindOf(address) === 'public'
  if (isPublic && usual) return 'allowed'
  const covering = allow.entries.filter(each => each.covers(host, address))
  if (covering.some(({ ports }) => (ports === null ? usual : ports === 'any' || ports === port)))
    return 'allowed'
  return isPublic || covering.length > 0 ? 'port-refused' : 'address-refused'
}
