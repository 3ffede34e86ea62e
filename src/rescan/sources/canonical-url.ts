/**
 * One address for one thing (RFC 3986 §6): what a server cannot tell apart becomes the same text, and what names the
 * visitor instead of the thing goes. `index.html` stays: no rule says that it is what `/` answers; two addresses of
 * the same bytes are read twice and screened once.
 */

/** Parameters that tell where a visitor came from, of common statistics services. */
const tracking =
  /^(?:utm_[a-z]{1,20}|gclid|dclid|fbclid|msclkid|yclid|igshid|mc_[ce]id|_ga|spm|bd_vid|hm(?:sr|pl|cu|kw|ci))$/i
/** Parameters that name a visit: PHP, Java, ASP, ColdFusion. */
const session = /^(?:phpsessid|jsessionid|aspsessionid[a-z]{8}|cfid|cftoken)=/i
/** The same, unless it is short enough to name a thing: `sessionId=13` is a meeting. */
const longSession = /^session_?id=[^=]{16,}$/i
/** Java and ASP.NET write the visit into the path: `/a.jsp;jsessionid=1A2B`, `/(S(0123456789abcdefghijklmn))/a.aspx`. */
const sessionInPath = /;jsessionid=[^/;?]*|\/\(S\([a-z0-9]{24}\)\)(?=\/|$)/gi
/** Each pass can uncover something for the next (a session between two dots); real addresses need two. */
const mostPasses = 20

/**
 * @param address as a page or a person writes it
 * @param base of the page; absolute addresses need none
 * @returns null for what is no `http` or `https` address
 */
export function canonicalUrl(address: string, base?: string): string | null {
  if (!URL.canParse(address, base)) return null
  const url = new URL(address, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.hash = ''
  url.username = ''
  url.password = ''
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = url.href
    if (url.hostname.endsWith('.')) url.hostname = url.hostname.replace(/\.+$/, '')
    url.pathname = plainEscapes(url.pathname.replaceAll(sessionInPath, ''))
    url.search = plainQuery(url.search)
    if (url.href === before) return before
  }
  return url.href
}

/** Order, doubled and empty parameters stay: they may mean something. */
function plainQuery(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter(pair => pair !== '' && !isNoise(pair))
  return plainEscapes(kept.join('&'))
}

function isNoise(pair: string): boolean {
  return tracking.test(pair.split('=', 1)[0] ?? '') || session.test(pair) || longSession.test(pair)
}

/** `%7e` → `~`, `%e5` → `%E5`; a `%` that escapes nothing becomes `%25`, which servers take for what it looks like. */
function plainEscapes(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})?/gi, (_, hex: string | undefined) => {
    if (hex === undefined) return '%25'
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return /[\w.~-]/.test(character) ? character : `%${hex.toUpperCase()}`
  })
}
