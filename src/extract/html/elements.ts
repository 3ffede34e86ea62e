/** What the reader knows about elements and attributes (HTML Living Standard §3–4, §15.3). */

/** Elements that begin and end a line. */
export const blockElements: ReadonlySet<string> = new Set(
  'html head body title address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav noframes noscript ol optgroup option p plaintext pre search section select summary svg table tbody td template text textarea tfoot th thead tr tspan ul xmp br caption marquee object iframe button label'.split(
    ' ',
  ),
)

/** A `label` or `button` stands beside its field, but reads as a text of its own. */
export const cellElements: ReadonlySet<string> = new Set(['td', 'th', 'caption'])
export const preformatted: ReadonlySet<string> = new Set(['pre', 'textarea', 'listing', 'xmp', 'plaintext'])

/** Never shown, whatever the styles say. */
export const hiddenElements: ReadonlySet<string> = new Set(['template', 'datalist'])

/** Shown above or beside the text they belong to, and not in its line: 机<rt>jī</rt>密<rt>mì</rt>. */
export const annotationElements: ReadonlySet<string> = new Set(['rt', 'rp'])

/** Attributes a reader meets as a tip, a replacement, a prompt or through a screen reader. */
export const textAttributes: ReadonlySet<string> = new Set([
  'alt',
  'title',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'placeholder',
  'summary',
  'label',
  'abbr',
  'content',
  'data-title',
  'data-caption',
  'data-original-title',
  'data-content',
  'data-text',
])

/** Attributes that name another document, or a file name a download gets. */
export const linkAttributes: ReadonlySet<string> = new Set([
  'href',
  'xlink:href',
  'src',
  'data-src',
  'data-original',
  'action',
  'formaction',
  'poster',
  'data',
  'background',
  'cite',
  'longdesc',
  'download',
  'codebase',
  'lowsrc',
])

/** Properties of `meta` that describe the page to machines and say nothing about its subject. */
export const technicalMeta =
  /^(?:viewport|renderer|robots|generator|referrer|theme-color|format-detection|content-type|x-ua-compatible|content-security-policy|csrf-token|.{0,40}(?:verification|-app-.{1,40}))$/i
