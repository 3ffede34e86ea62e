/** Text from documents and file names, made safe for a terminal and a line-based report. */

/**
 * Control characters could move the cursor or recolour a verdict; bidirectional overrides could reverse it. With the
 * last ones, which XML cannot hold, Word and Excel refuse the whole report.
 */
const unsafe = /[\p{Control}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\p{Surrogate}\uFFFE\uFFFF]/gu

export function printable(text: string): string {
  return text.replaceAll(unsafe, character => {
    if (character === '\t' || character === '\n' || character === '\r') return ' '
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
