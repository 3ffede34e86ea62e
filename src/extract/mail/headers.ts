/** What the headers of a mail say to those who read it. */
import type { Line } from '../../document/document.ts'
import { textLine } from '../text.ts'
import { headerText } from './header-text.ts'

/** One header: its name in lower case, and its whole line, one character a byte. */
export interface RawHeader {
  readonly key: string
  readonly line: string
}

/** What machines write for machines: read only when it holds more than ASCII. */
const forMachines =
  /^(?:received|return-path|delivered-to|message-id|references|in-reply-to|date|mime-version|content-\w.*|dkim-\w+|domainkey-.*|arc-.*|authentication-results|received-spf|x-(?:received|google|gm|qq|coremail|cm|ms|microsoft|forefront|mailer|mimeole|priority|originating|spam|virus|uid|mid|ntes|netease|aliyun|hm|ovh|ses)\b.*|list-.*|thread-index|accept-language|user-agent|importance|snapshot-.*)$/

/** Labels of Microsoft's sensitivity protection are for machines by their name, and for us by what they say. */
const always =
  /^(?:msip_labels|x-.*(?:sensitivity|classification|label).*|sensitivity|x-ms-exchange-organization-classification)$/

/** The subject under `title`, everything else that people read or wrote under `metadata`. */
export function headerLines(headers: readonly RawHeader[]): Line[] {
  const lines: Line[] = []
  for (const { key, line } of headers) {
    const value = headerText(line.slice(line.indexOf(':') + 1))
    if (value === '') continue
    if (key === 'subject') lines.push(textLine(value, 'title'))
    else if (always.test(key) || !forMachines.test(key) || /[^\0-\x7f]/.test(value)) {
      lines.push(textLine(value, 'metadata'))
    }
  }
  return lines
}

/** Splits a block of headers, such as Outlook keeps of a mail it received. */
export function splitHeaders(block: string): RawHeader[] {
  const headers: RawHeader[] = []
  for (const line of block.split(/\r?\n(?![ \t])/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.push({ key: line.slice(0, colon).trim().toLowerCase(), line })
  }
  return headers
}
