/** What kind of place an IP address is, so that a request meant for the open network cannot reach our own. */
import ipaddr from 'ipaddr.js'

/**
 * `public`: routed on the internet. `intranet`: RFC 1918, RFC 6598 (carrier-grade NAT) and IPv6 unique local.
 * `metadata`: answers cloud machines with their own credentials. `special`: everything else that is no host of the
 * internet (multicast, reserved, documentation, 6to4, Teredo, …).
 */
export type AddressKind = 'public' | 'intranet' | 'loopback' | 'link-local' | 'metadata' | 'special'

export type Address = ipaddr.IPv4 | ipaddr.IPv6

/**
 * Metadata services outside 169.254.0.0/16, from the vendors' manuals: Alibaba Cloud, Azure, Oracle Cloud, AWS
 * and Google Cloud over IPv6.
 */
const metadata = new Set(
  ['169.254.169.254', '100.100.100.200', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'].map(
    each => ipaddr.parse(each).toNormalizedString(),
  ),
)

/** The only block from which IPv6 addresses of the internet are given out (IANA IPv6 Global Unicast). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')
/** IPv4 within IPv6: what is connected to in the end is the IPv4 address in the last 32 bits. */
const embedding = ['::/96', '::ffff:0:0/96', '64:ff9b::/96'].map(each => ipaddr.IPv6.parseCIDR(each))

/** @param text dotted or colon notation, without brackets or port. @returns null when it is no address. */
export function parseAddress(text: string): Address | null {
  // A zone (`fe80::1%eth0`) only exists on link-local addresses; it does not change what they are.
  const bare = text.split('%')[0] ?? ''
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare)
  return ipaddr.IPv6.isValid(bare) ? reduced(ipaddr.IPv6.parse(bare)) : null
}

/** The IPv4 address that an IPv6 address stands for, if it does. */
function reduced(address: ipaddr.IPv6): Address {
  if (['unspecified', 'loopback'].includes(address.range())) return address
  if (!embedding.some(block => address.match(block))) return address
  return new ipaddr.IPv4(address.toByteArray().slice(12))
}

export function kindOf(address: Address): AddressKind {
  if (metadata.has(address.toNormalizedString())) return 'metadata'
  const range = address.range()
  switch (range) {
    case 'private':
    case 'carrierGradeNat':
    case 'uniqueLocal':
      return 'intranet'
    case 'loopback':
      return 'loopback'
    case 'linkLocal':
      return 'link-local'
    case 'unicast':
      return address.kind() === 'ipv4' || address.match(globalUnicast) ? 'public' : 'special'
    default:
      return 'special'
  }
}
