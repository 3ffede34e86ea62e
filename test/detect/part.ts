/** Parts made by hand, for tests. */
import type { Channel, Line, Part } from '../../src/document/document.ts'

export const line = (text: string, channel: Channel = 'body'): Line => ({
  text,
  channel,
  box: null,
  confidence: channel === 'ocr' ? 0.92 : 1,
})

export const part = (lines: readonly Line[]): Part => ({
  label: 'document',
  page: null,
  width: null,
  height: null,
  lines: [...lines],
})
