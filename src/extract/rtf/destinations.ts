/** What the groups of an RTF file are for, by the control word that opens them (RTF 1.9.1, "Destinations"). */
import type { Channel } from '../../document/document.ts'

export type Destination =
  /** Text of its own, in a part of its own. */
  | { readonly kind: 'story'; readonly channel: Channel; readonly part: string }
  /** Text in the place where it stands. */
  | { readonly kind: 'inline' }
  /** A field's code: `HYPERLINK "…"`. */
  | { readonly kind: 'instruction' }
  /** One value, given as `name=value`. */
  | { readonly kind: 'value'; readonly channel: Channel; readonly name: string }
  | { readonly kind: 'picture' }
  | { readonly kind: 'object' }
  | { readonly kind: 'fonts' | 'colors' | 'shape-name' | 'shape-value' }
  /** Holds no text of the document: fonts, numbers, hexadecimal settings. */
  | { readonly kind: 'skip' }

const table = new Map<string, Destination>()

function add(words: string, destination: Destination): void {
  for (const word of words.split(' ')) table.set(word, destination)
}

const story = (channel: Channel, part: string): Destination => ({ kind: 'story', channel, part })

add('header headerl headerr headerf', story('header', 'headers'))
add('footer footerl footerr footerf', story('footer', 'footers'))
add('footnote', story('footnote', 'footnotes'))
add('annotation', story('comment', 'comments'))
add('shptxt dptxbxtext', story('textbox', 'body'))
add('tc tcn', story('outline', 'body'))
add('xe', story('hidden', 'body'))
add('fldinst', { kind: 'instruction' })
add('pict', { kind: 'picture' })
add('objdata', { kind: 'object' })
add('fonttbl', { kind: 'fonts' })
add('colortbl', { kind: 'colors' })
add('sn', { kind: 'shape-name' })
add('sv', { kind: 'shape-value' })

const properties =
  'title subject author manager company operator category keywords comment doccomm hlinkbase template propname staticval linkval docvar atnauthor revtbl bkmkstart objclass objname userprops pgdsctbl'
for (const name of properties.split(' ')) table.set(name, { kind: 'value', channel: 'metadata', name })
add('formfield ffname ffdeftext ffformat ffhelptext ffstattext ffentrymcr ffexitmcr ffl', {
  kind: 'value',
  channel: 'hidden',
  name: 'formfield',
})

add(
  'rtf info ud field fldrslt result object shp shpinst shprslt shpgrp do shppict nonshppict picprop sp background nesttableprops pntext listtext moMath moMathPara mr ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn',
  { kind: 'inline' },
)
add(
  'upr stylesheet listtable listoverridetable listpicture rsidtbl generator latentstyles themedata colorschememapping datastore xmlnstbl mmathPr wgrffmtfilter pgptbl blipuid panose falt fontemb fontfile bkmkend atrfstart atrfend atnid atnref atndate atnparent atntime atnicn oldcprops oldpprops oldtprops oldsprops pnseclvl pn passwordhash password protusertbl creatim revtim printim buptim datafield nonesttables objsect objtime objalias svb hsv ebcstart ebcend ftnsepx defchp defpap fchars lchars listname listlevel filetbl',
  { kind: 'skip' },
)

/** @returns undefined when the word opens no destination that is known. */
export function destinationOf(word: string): Destination | undefined {
  return table.get(word)
}

/** A destination nobody knows, marked as one to be passed over: its text is in the file, so it is read. */
export function unknownDestination(word: string): Destination {
  return { kind: 'value', channel: 'metadata', name: word }
}
