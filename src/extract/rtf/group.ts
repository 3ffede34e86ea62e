/** A group of an RTF file: what is in force inside it. */
import type { Story } from '../legacy/stories.ts'
import type { ByteSink } from './byte-sink.ts'
import type { Destination } from './destinations.ts'

export interface Group {
  destination: Destination
  story: Story
  font: number
  hidden: boolean
  deleted: boolean
  inserted: boolean
  size: number
  color: number
  /** Characters after `\u` that repeat it for old readers. */
  fallback: number
  /** Inside `\nonshppict`. */
  spare: boolean
  inTable: boolean
  sink: ByteSink | null
  /** This group began its story, or its value: both end with it. */
  owns: boolean
}

/** Whether its text is hexadecimal digits. */
export function isBinary({ destination }: Group): boolean {
  return destination.kind === 'picture' || destination.kind === 'object'
}

/** Whether a run of text may go on from one into the other. */
export function sameFormat(a: Group, b: Group): boolean {
  return (
    a.destination === b.destination &&
    a.story === b.story &&
    a.hidden === b.hidden &&
    a.deleted === b.deleted &&
    a.inserted === b.inserted &&
    a.size === b.size &&
    a.color === b.color
  )
}
