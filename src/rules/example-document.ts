/** A rule's example as the document it stands for. */
import type { Graphic, Line, Part } from '../document/document.ts'
import type { Example, ExampleGraphic } from '../packs/schema.ts'

const filler = [
  '为做好相关工作，现将有关事项通知如下。',
  '一、提高认识，加强领导。',
  '各单位要把这项工作列入重要议事日程。',
  '二、明确分工，落实责任。',
  '牵头单位负责统筹协调，配合单位各司其职。',
  '三、严格要求，注重实效。',
  '各单位要按时报送工作情况。',
  '四、加强宣传，营造氛围。',
  '要通过多种形式开展宣传活动。',
  '五、总结经验，持续改进。',
]

const line = (text: string, channel: Line['channel'] = 'body'): Line => ({
  text,
  channel,
  box: null,
  confidence: channel === 'ocr' ? 0.9 : 1,
})

export interface ExampleDocument {
  readonly parts: Part[]
  readonly today: string | undefined
}

/** `top` puts the text first, `middle` puts ordinary paragraphs before and after. */
export function documentOf(example: Example): ExampleDocument {
  const { text, channel, at, placed, graphics, today } =
    typeof example === 'string'
      ? { text: example, channel: 'body' as const, at: 'top', placed: false, graphics: [], today: undefined }
      : { ...example, today: example.today }
  const scanned = graphics.length > 0
  const ownChannel = scanned ? 'ocr' : channel
  const own = text.split('\n').map(one => line(one, ownChannel))
  const around = filler.map(one => line(one, ownChannel === 'ocr' ? 'ocr' : 'body'))
  const lines = at === 'middle' ? [...around, ...own, ...around.slice(0, 3)] : own
  if (!placed && !scanned)
    return { parts: [{ label: 'document', page: null, width: null, height: null, lines }], today }
  const part: Part = { label: 'page 1', page: 1, ...page, lines: lines.map(onPage) }
  return { parts: [scanned ? { ...part, graphics: [sheet, ...graphics.map(toGraphic)] } : part], today }
}

/** A4 in points. */
const page = { width: 595, height: 842 }
const sheet: Graphic = { kind: 'sheet', box: [0, 0, page.width, page.height], confidence: 1 }

function toGraphic({ kind, manner, box: [x, y, width, height] }: ExampleGraphic): Graphic {
  return {
    kind,
    ...(manner === undefined ? {} : { manner }),
    box: [x * page.width, y * page.height, width * page.width, height * page.height],
    confidence: 0.9,
  }
}

/** One line under the other, in characters of 12 points. */
function onPage(one: Line, index: number): Line {
  return { ...one, box: [80, 60 + index * 24, one.text.length * 12, 12], size: 12 }
}
