/** A line without place, size or colour. */
import type { Channel, Line } from '../../document/document.ts'

export function plainLine(text: string, channel: Channel): Line {
  return { text, channel, box: null, confidence: 1 }
}
