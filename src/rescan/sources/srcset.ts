/** The addresses of a `srcset` (HTML Living Standard §4.8.4.2.1), in time proportional to its length. */

/** `a.png 1x, b,c.png 2x` → `a.png`, `b,c.png`: an address ends at white space or with a comma, not at one inside. */
export function srcsetAddresses(value: string): string[] {
  const addresses: string[] = []
  let at = 0
  while (at < value.length) {
    if (/[\s,]/.test(value[at] ?? '')) {
      at++
      continue
    }
    const start = at
    while (at < value.length && !/\s/.test(value[at] ?? '')) at++
    const address = value.slice(start, at)
    if (address.endsWith(',')) addresses.push(address.replace(/,{1,99}$/, ''))
    else {
      addresses.push(address)
      const comma = value.indexOf(',', at)
      at = comma < 0 ? value.length : comma + 1
    }
  }
  return addresses
}
