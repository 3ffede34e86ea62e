/** Text as HTML shows it, whatever it holds. */
import { printable } from './printable.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Document text is hostile here too: nothing of it may become markup. */
export function escapeHtml(text: string): string {
  return printable(text).replaceAll(/[&<>"']/g, character => entities[character] ?? '')
}
