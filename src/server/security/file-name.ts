/** Names of uploads as they are kept and handed back: no folders, no control characters, no tricks with direction. */
const longest = 200

export function cleanFileName(name: string): string {
  const base = name.replaceAll('\\', '/').split('/').at(-1) ?? ''
  const visible = base
    .normalize('NFC')
    .replaceAll(/[\p{Control}\p{Format}\p{Surrogate}\u2028\u2029]/gu, '')
    .trim()
  const characters = [...visible]
  if (characters.length === 0 || /^\.+$/.test(visible)) return 'unnamed'
  if (characters.length <= longest) return visible
  // The ending decides how it is shown and checked, so it is kept.
  const ending = /\.[^.]{1,10}$/u.exec(visible)?.[0] ?? ''
  return `${characters.slice(0, longest - ending.length).join('')}${ending}`
}

/** `Content-Disposition` of a download (RFC 6266), whatever stands in the name. */
export function attachment(name: string): string {
  const ascii = name.replaceAll(/[^\w.-]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    each => `%${each.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
