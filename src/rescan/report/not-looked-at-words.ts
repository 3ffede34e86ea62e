/** Says what a run left alone although readers can open it; at the command line and in reports. */
import type { Language } from '../../document/problem.ts'
import type { NotLookedAt } from '../state/not-looked-at.ts'

/** @returns null when everything was looked at. */
export function wordNotLookedAt(left: NotLookedAt, language: Language): string | null {
  return words[language](left)
}

const words: Readonly<Record<Language, (left: NotLookedAt) => string | null>> = {
  zh: ({ forbidden, hosts, someHosts }) =>
    joined('未检查：', '；', '。', [
      hosts > 0 &&
        `链接到的其他主机 ${someHosts.join('、')}${hosts > someHosts.length ? ` 等 ${hosts} 个` : ''}（属于本站的，请列入本站主机）`,
      forbidden > 0 &&
        `robots.txt 禁止的网址 ${forbidden} 个（如需检查，请在其中加入 User-agent: baoshen 和 Allow: /）`,
    ]),
  en: ({ forbidden, hosts, someHosts }) =>
    joined('Not looked at: ', '; ', '.', [
      hosts > 0 &&
        `other hosts that are linked to, ${someHosts.join(', ')}${hosts > someHosts.length ? ` … ${hosts} in all` : ''} (add those of the site to its hosts)`,
      forbidden > 0 &&
        `${forbidden} ${forbidden === 1 ? 'address' : 'addresses'} that robots.txt forbids (to have them screened, add User-agent: baoshen with Allow: / to it)`,
    ]),
}

function joined(
  before: string,
  between: string,
  after: string,
  parts: readonly (string | false)[],
): string | null {
  const said = parts.filter(part => part !== false)
  return said.length === 0 ? null : before + said.join(between) + after
}
