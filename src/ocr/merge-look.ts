/** What a second look adds to the first: new lines, better readings, and both readings where either may be a mark. */
import type { RecognisedLine } from './engine.ts'
import { sharedPart } from './overlap.ts'

/** Boxes that share this part of the smaller one show the same writing. */
const samePlace = 0.5
/** New lines less sure than this are texture. */
const leastConfidence = 0.6
const singleConfidence = 0.95
/** Below this a reading may hold what does not belong to it. */
const doubtful = 0.9
/** A line as short as this may be a mark, and then no reading of it is thrown away. */
const markLength = 24

export interface SeenAgain {
  readonly line: RecognisedLine
  /** It touches the edge of what was looked at, and may go on beyond. */
  readonly isCut: boolean
}

/** @param seen lines of the second look, in the first look's coordinates. */
export function mergeLook(lines: readonly RecognisedLine[], seen: readonly SeenAgain[]): RecognisedLine[] {
  let merged = [...lines]
  for (const { line, isCut } of seen) {
    if (!isConvincing(line)) continue
    const before = merged.filter(other => sharedPart(other.box, line.box) > samePlace)
    const text = joined(line.text)
    const containing = before.find(other => joined(other.text).includes(text))
    if (before.length === 0) merged = insert(merged, line)
    else if (containing !== undefined) {
      if (!isCut && isFreed(line, containing)) merged = insert(merged, line)
    } else if (
      before.some(other => text.startsWith(joined(other.text))) &&
      before.every(other => text.includes(joined(other.text)))
    )
      merged = replace(merged, before, line)
    else if (text.length <= markLength) merged = insert(merged, line)
    else if (before.every(other => other.confidence < line.confidence)) merged = replace(merged, before, line)
  }
  return merged
}

/** 秘密★ out of 秘密★海！市: what a seal added to a reading made it less sure. */
function isFreed(line: RecognisedLine, containing: RecognisedLine): boolean {
  return (
    joined(line.text) !== joined(containing.text) &&
    containing.confidence < doubtful &&
    line.confidence > containing.confidence
  )
}

/** One sign alone is mostly a corner of something; a single 汉字 may be one of a stamp that was read apart. */
function isConvincing({ text, confidence }: RecognisedLine): boolean {
  if (confidence < leastConfidence) return false
  return (
    /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(text) ||
    (/\p{Script=Han}/u.test(text) && confidence > singleConfidence)
  )
}

const joined = (text: string) => text.replaceAll(/\s/g, '')

function replace(
  lines: readonly RecognisedLine[],
  before: readonly RecognisedLine[],
  line: RecognisedLine,
): RecognisedLine[] {
  const [first] = before
  return lines.flatMap(other => (other === first ? [line] : before.includes(other) ? [] : [other]))
}

/** Above the first line that lies wholly below it. */
function insert(lines: readonly RecognisedLine[], line: RecognisedLine): RecognisedLine[] {
  const middle = line.box[1] + line.box[3] / 2
  const at = lines.findIndex(other => other.box[1] > middle)
  return at < 0 ? [...lines, line] : lines.toSpliced(at, 0, line)
}
