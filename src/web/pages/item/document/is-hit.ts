/** Which lines a finding stands in: by place where both have one, else by words, or by the shape that masking leaves. */
import { maskAll } from '../../../../review/mask.ts'
import type { FindingView } from '../../../../server/api/findings.ts'
import type { AnswerOf } from '../../../../server/api/routes.ts'

type Line = AnswerOf<'files.text'>['parts'][number]['lines'][number]
type Box = NonNullable<Line['box']>

const bare = (text: string) => text.replaceAll(/\s+/g, '')

/** Whether the middle of `inner` lies in `outer`, up and down, and they meet sideways. */
function meets(inner: Box, outer: Box): boolean {
  const middle = inner[1] + inner[3] / 2
  const isLevel = middle >= outer[1] && middle <= outer[1] + outer[3]
  return isLevel && inner[0] < outer[0] + outer[2] && outer[0] < inner[0] + inner[2]
}

/** For a finding and a line of the same part. */
export function isHit(line: Line, finding: FindingView): boolean {
  if (line.box && finding.box) return meets(line.box, finding.box)
  if (line.channel !== finding.channel) return false
  const text = bare(line.text)
  const match = bare(finding.masked ? maskAll(finding.match) : finding.match)
  return text !== '' && (text.includes(match) || (text.length > 1 && match.includes(text)))
}
