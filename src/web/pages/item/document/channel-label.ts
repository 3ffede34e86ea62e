/** Where a text was found: `页眉`, `隐藏文字`, or `OCR 0.97` with how sure the reader is. */
import type { Channel } from '../../../../document/document.ts'

export function channelLabel(
  { channel, confidence }: { channel: Channel; confidence: number },
  names: Readonly<Record<Channel, string>>,
): string {
  return channel === 'ocr' ? `OCR ${confidence.toFixed(2)}` : names[channel]
}
