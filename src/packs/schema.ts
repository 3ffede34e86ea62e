/**
 * What a rule pack may say. A pack is plain data: it is checked here once and then sent to the child processes.
 * `patterns/README.md` explains each field to the people who write rules.
 */
import { z } from 'zod'
import { channelSchema, coverMannerSchema, graphicSchema } from '../document/document.ts'
import { categorySchema, severitySchema } from '../document/screening.ts'

const text = z.string().trim().min(1).max(500)
const bilingual = z.strictObject({ zh: text, en: text })
const id = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'lower-case words joined by dots and hyphens')
  .max(80)
const phrase = z.string().trim().min(1).max(200)
const phrases = z.array(phrase).min(1).max(50_000)

/**
 * Where a match stands. `mark` is short for every place in which a classification mark is put: `line`, `top`, `tail`,
 * `header`, `footer`, `watermark`, `annotation`, `filename`, `metadata`.
 */
export const placeSchema = z.enum([
  'anywhere',
  'mark',
  // A line, cell, text box or stamp of its own.
  'line',
  // Begins a line in the upper part of a page, or one of a document's first lines.
  'top',
  // Begins a line that is short enough to be a notice, not prose.
  'head',
  // One of the clauses of a short line, parted by commas.
  'clause',
  // Bounded by separators: …；密级：机密；…
  'item',
  // Ends a short line, parted from what stands before: 某集团 核心商密▲5年.
  'end',
  // Ends a short line without punctuation, as the name of a document does.
  'heading',
  // In brackets at the end of a title.
  'tail',
  // In a list of keys and values: `文号：…`.
  'field',
  ...channelSchema.options,
])
export type Place = z.infer<typeof placeSchema>

/** Forms of a mark; domain M1–M10, V1–V5. */
export const markFormSchema = z.enum([
  // 机密★20年
  'star-period',
  // 机密★ at the end of a line
  'star-open',
  // 机密★不定期, 秘密★★★: something else follows the star to the end of the line
  'star-other',
  // 机密 20年, 机密女20年: the star is lost
  'star-lost',
  // 机密 alone
  'bare',
  // 机密 某市某方案: begins a line and is parted from the rest
  'leading',
  // 密级：机密
  'field',
  // 密级：□绝密 □机密 □秘密, none ticked
  'unticked',
  // （机密）二、……
  'portion',
  // 《某方案》（秘密级）
  'inline',
  // 机密文件, 绝密资料 alone
  'labelled',
  // 某方案（机密）.pdf, D:\机密\某.doc
  'token',
])
export type MarkForm = z.infer<typeof markFormSchema>

const windowSize = z.number().int().min(0).max(200)

/** Named checks in code for what an expression cannot say: checksums, dates, ages. */
export const checkSchema = z.enum([
  'cn-id-number',
  'cn-id-number-15',
  'cn-id-number-child',
  'cn-id-number-mistyped',
  'bank-card',
  'bank-card-labelled',
  'cn-mobile',
  'travel-document',
])
export type Check = z.infer<typeof checkSchema>

const evidenceGroupSchema = z.strictObject({
  /** Rules whose matches count; `telegram.*` means every rule whose id begins so. */
  rules: z.array(z.string().min(1)).min(1).max(200),
  /** How many are needed. */
  'at-least': z.number().int().min(1).max(100_000).default(1),
  /** What is counted: matches, matches with different text, or rules. */
  of: z.enum(['matches', 'different', 'rules', 'kinds']).default('matches'),
  /** Only matches that had at least this severity. */
  severity: severitySchema.optional(),
})
export type EvidenceGroup = z.infer<typeof evidenceGroupSchema>

export const layoutFeatureSchema = z.enum([
  // 份号 on the first lines
  'copy-number',
  // … and nothing on the line below, where the level belongs
  'empty-mark-line',
  // Issuer's name, large and red
  'red-head',
  // … far above its place, so that the top may be cut off
  'red-head-high',
  // On a scan, ××文件 in any colour, and the paper's own number: 安政发〔2031〕9号
  'head-words',
  'document-number',
  // Red rule under a document number at the top of the page, and no head above it
  'head-missing',
  'red-rule',
  'seal',
  // Rectangular, red
  'stamp',
  // ★20年 without a level before it
  'level-missing',
  // A box, mosaic, blur or pasted slip where the mark is put
  'cover-in-mark-box',
  // Pen or marker strokes there
  'strokes-in-mark-box',
  // A cover beside what is left of a mark: ██★20年
  'cover-over-level',
  // A box, mosaic or blur anywhere else on the page
  'cover-elsewhere',
  'table',
])
export type LayoutFeature = z.infer<typeof layoutFeatureSchema>

export const matchSchema = z.union([
  z.strictObject({
    phrases,
    /** `exact`: capital and small letters must be as written. */
    case: z.enum(['exact', 'any']).default('any'),
    /** Must not touch a letter or digit on either side. */
    word: z.boolean().default(false),
  }),
  z.strictObject({
    /** JavaScript regular expression over folded text, flags `u` and `d`. */
    pattern: z.string().min(1).max(2_000),
    /** One of these literals must occur for the expression to be tried around it. */
    anchors: phrases,
    before: windowSize.default(20),
    after: windowSize.default(60),
    case: z.enum(['exact', 'any']).default('any'),
  }),
  z.strictObject({
    mark: z.strictObject({
      levels: z.array(phrase).min(1).max(50),
      forms: z.array(markFormSchema).min(1),
    }),
  }),
  z.strictObject({
    number: z.strictObject({
      /** What stands directly before the year or the number: 密电, 密传发电. */
      codes: phrases,
      /** Also without a year: 某机发 215 号. */
      yearless: z.boolean().default(false),
      /** Also with damaged or absent brackets: 某市委密电2021年第15号. */
      damaged: z.boolean().default(false),
    }),
  }),
  z.strictObject({
    digits: z.strictObject({
      check: checkSchema,
      /** One of these must stand before the number, in its line or as the heading of its column. */
      labels: phrases.optional(),
    }),
  }),
  z.strictObject({ layout: layoutFeatureSchema }),
  z.strictObject({
    concealed: z.strictObject({
      /** Text in these channels is itself what is found: `covered`, `hidden`, `revision`. */
      channels: z.array(channelSchema).min(1),
      /** Characters that one page or part must hold in them. */
      'at-least': z.number().int().min(1).max(1_000).default(2),
      /** Which characters count: letters and digits, or 汉字 alone. */
      script: z.enum(['any', 'han']).default('any'),
      /** Only text that has a place on a page, or only text that has none. */
      placed: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    evidence: z.strictObject({
      /** Evidence is added up over one page (or part) or over the document. */
      within: z.enum(['page', 'first-page', 'document']).default('document'),
      all: z.array(evidenceGroupSchema).min(1).max(20),
      none: z.array(z.string().min(1)).max(200).default([]),
    }),
  }),
])
export type Match = z.infer<typeof matchSchema>

const trapSchema = z.union([
  z.enum(['quoted', 'titled', 'enumerated', 'option', 'template', 'negated', 'citation']),
  z.strictObject({
    /** Within this many characters before the match, in its sentence. */
    before: phrases,
    within: windowSize.default(12),
  }),
  z.strictObject({
    after: phrases,
    within: windowSize.default(12),
  }),
  z.strictObject({ sentence: phrases }),
  z.strictObject({ nearby: phrases, lines: z.number().int().min(1).max(40).default(10) }),
])
export type Trap = z.infer<typeof trapSchema>

export const statusSchema = z.enum([
  'past-exam',
  'mock-exam',
  'declassified',
  'expired',
  'listed',
  'work-title',
  'odd',
])
export type Status = z.infer<typeof statusSchema>

const contextSchema = z.strictObject({
  /** Places in which the match has the rule's severity. */
  place: z.array(placeSchema).min(1).default(['anywhere']),
  /** What it is worth in any other place. */
  elsewhere: z.enum(['block', 'review', 'info', 'ignore']).default('ignore'),
  /** Traps: a match with one of these around it is no match, unless it stands in a mark's place. */
  unless: z.array(trapSchema).max(50).default([]),
  /** Signs that the words mean something else altogether: these count in every place. */
  'disproved-by': z.array(trapSchema).max(50).default([]),
  /** One of these must hold. */
  only: z.array(trapSchema).max(50).default([]),
  /** Longer phrases that contain the match and are harmless: 商业秘密. */
  allow: z.array(phrase).max(5_000).default([]),
  /** Facts about a mark in its place that lower it to review, never below. */
  status: z.array(statusSchema).default([]),
  /** Rules (release statements) that lower this one to `info` when they match in the same document. */
  'lowered-by': z.array(z.string().min(1)).default([]),
})
export type Context = z.infer<typeof contextSchema>

const share = z.number().min(0).max(1)
const exampleGraphicSchema = z.strictObject({
  kind: graphicSchema.shape.kind,
  /** Of a cover. */
  manner: coverMannerSchema.optional(),
  /** Left, top, width and height as parts of the page, 0 to 1. */
  box: z.tuple([share, share, share, share]),
})

export type ExampleGraphic = z.infer<typeof exampleGraphicSchema>

const exampleSchema = z.union([
  z.string().min(1).max(4_000),
  z.strictObject({
    /** Lines are parted by line breaks. */
    text: z.string().min(1).max(8_000),
    channel: channelSchema.default('body'),
    /** `top`: these are the document's first lines; `middle`: ordinary text stands before and after. */
    at: z.enum(['top', 'middle']).default('top'),
    /** The lines have their places on a page, as those of a PDF have. */
    placed: z.boolean().default(false),
    /** What a scan of the page shows beside its text; the lines then have their places, and are recognised ones. */
    graphics: z.array(exampleGraphicSchema).max(20).default([]),
    /** Expected severity, where it is not the rule's own. */
    severity: severitySchema.optional(),
    today: z.iso.date().optional(),
  }),
])
export type Example = z.infer<typeof exampleSchema>

export const ruleSchema = z.strictObject({
  id,
  title: bilingual,
  category: categorySchema,
  severity: severitySchema,
  /** What kind of sign this is, for evidence that counts kinds; the id up to its second dot when left out. */
  kind: id.optional(),
  /** Law, standard or reason behind the rule. */
  basis: bilingual,
  /** What to do about a match. */
  advice: bilingual,
  match: matchSchema,
  context: contextSchema.prefault({}),
  /** Only counts as evidence for other rules; not reported by itself. */
  silent: z.boolean().default(false),
  examples: z.strictObject({
    hit: z.array(exampleSchema).max(100).default([]),
    miss: z.array(exampleSchema).max(100).default([]),
  }),
})
export type Rule = z.infer<typeof ruleSchema>

export const packSchema = z.strictObject({
  pack: id,
  title: bilingual,
  /** Shared values for YAML anchors; not read. */
  shared: z.record(z.string(), z.unknown()).optional(),
  rules: z.array(ruleSchema).min(1).max(20_000),
})
export type Pack = z.infer<typeof packSchema>
