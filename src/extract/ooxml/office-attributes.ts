/** Text that stands in the attributes of spreadsheet and presentation parts. */
import type { Channel } from '../../document/document.ts'
import type { XmlElement } from '../xml/read.ts'
import { isAutomaticName } from './automatic-name.ts'

export interface OfficeText {
  readonly channel: Channel
  readonly text: string
}

/** Attributes that hold words of the author in some element or other. */
const wordy = new Set(
  `name displayName uniqueName sourceName caption compactRowHeader comment description descr title prompt promptTitle
  error errorTitle tooltip display text command connection label author userName alt status
  dataCaption grandTotalCaption errorCaption missingCaption rowHeaderCaption colHeaderCaption customMenu help
  statusBar descriptionHelp clrName`.split(/\s+/),
)
/** Names of fonts, languages, styles and schemas, and settings: never words of the author. */
const wordless = new Set(
  `typeface font face lang altLang style type script uri Requires Ignorable ref sqref formatCode rgb progId
  shapetype id spid class codeName phldrT`.split(/\s+/),
)
/** Elements whose names and values come from the program. */
const automatic = new Set(
  `cellStyle dxf tableStyle tableStyleInfo theme clrScheme fontScheme fmtScheme font scheme hueMod
  rFont schemeClr srgbClr prstClr sysClr extraClrScheme tblStyle family charset avLst gd`.split(/\s+/),
)
/** Elements whose `val`, `v` or `string` is text rather than a setting. */
const valued = new Set(['tag', 'sheetName', 's', 'textpath', 'definedName'])
const drawingNames = new Set(['cNvPr', 'docPr', 'shape', 'hlinkClick', 'hlinkHover', 'imagedata', 'cNvSpPr'])

/** @param channel of what is no alternative text. */
export function officeAttributes(element: XmlElement, channel: Channel): OfficeText[] {
  if (automatic.has(element.name)) return []
  const drawing = drawingNames.has(element.name)
  const found: OfficeText[] = []
  const seen = new Set<string>()
  for (const { local, uri, value } of element.attributes) {
    if (uri === 'http://www.w3.org/2000/xmlns/' || wordless.has(local)) continue
    const text = value.trim()
    if (seen.has(text) || !holdsWords(element.name, local, text)) continue
    if (local === 'name' && isAutomaticName(text)) continue
    seen.add(text)
    const watermark = element.name === 'textpath' && local === 'string'
    found.push({ channel: watermark ? 'watermark' : drawing ? 'alt' : channel, text })
  }
  return found
}

/** Chinese characters are words wherever they stand; others where words belong. */
function holdsWords(element: string, local: string, text: string): boolean {
  if (/\p{Script=Han}|[★☆]/u.test(text)) return true
  const value = (local === 'val' || local === 'v' || local === 'string') && valued.has(element)
  return (wordy.has(local) || value) && /\p{L}{2}/u.test(text)
}
