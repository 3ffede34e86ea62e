/**
 * The document model: what an extractor hands to everything after it.
 *
 * One page space for all: a part's own units, origin at the top left, y downwards
 * (PDF: points; pictures: pixels; formats without pages: no boxes).
 */
import { z } from 'zod'

/** Where text was found (design: 通道). Values are part of the JSON contract. */
export const channelSchema = z.enum([
  'body',
  'title',
  'header',
  'footer',
  'textbox',
  'table',
  'footnote',
  'endnote',
  'comment',
  'annotation',
  'revision',
  'hidden',
  'covered',
  'watermark',
  'outline',
  'ocr',
  'alt',
  'metadata',
  'filename',
  'link',
])
export type Channel = z.infer<typeof channelSchema>

/** `[x, y, width, height]` in the part's own units, origin at the top left. */
export const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type Box = z.infer<typeof boxSchema>

/** A run of text with its place: a visual line, a paragraph, a table cell, one property. */
export const lineSchema = z.object({
  text: z.string(),
  channel: channelSchema,
  box: boxSchema.nullable(),
  /** How sure the reader is, 0 to 1; 1 for text that was not recognised but read. */
  confidence: z.number().min(0).max(1),
  /** Height of the characters in the part's units (points where the part has none); absent when unknown. */
  size: z.number().positive().optional(),
  /** Fill colour `#rrggbb`; absent when unknown. */
  color: z.string().optional(),
  /** Which engine read it, for recognised text only. */
  engine: z.string().optional(),
})
export type Line = z.infer<typeof lineSchema>

/** How something was made illegible. */
export const coverMannerSchema = z.enum([
  'white-box',
  'black-box',
  'colored-box',
  // As bright as the paper, without its grain.
  'flat',
  'mosaic',
  'blur',
  // Pen or marker.
  'strokes',
  // A slip of paper, seen by its edges or its shade.
  'pasted',
])
export type CoverManner = z.infer<typeof coverMannerSchema>

/** Something on a page that is no text, seen in its pixels. */
export const graphicSchema = z.object({
  /**
   * `sheet`: the paper within a picture that shows a page. `red-head`: a band of large red characters (发文机关标志).
   * `red-rule`: a red line across the page. `seal`: round, `stamp`: rectangular, both red. `cover`: see its manner.
   */
  kind: z.enum(['sheet', 'red-head', 'red-rule', 'seal', 'stamp', 'cover']),
  /** In the part's own units, as the boxes of lines are. */
  box: boxSchema,
  /** How sure it is, 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** Of a cover only. */
  manner: coverMannerSchema.optional(),
})
export type Graphic = z.infer<typeof graphicSchema>

/** A page, sheet, section, e-mail part, archive member or picture of a document, without its pixels. */
export const partSchema = z.object({
  /** Shows the nesting: `page 1`, `picture image1.png`, `mail.eml › 通知.docx › page 1`. */
  label: z.string(),
  /** Counts from 1; null where the format has no pages. */
  page: z.number().int().positive().nullable(),
  width: z.number().positive().nullable(),
  height: z.number().positive().nullable(),
  lines: z.array(lineSchema),
  /** What the pixels of a scanned page show beside text; absent where there are none or nothing was seen. */
  graphics: z.array(graphicSchema).optional(),
  /** Clockwise turns by 90° that bring a scanned page upright; absent when it is. */
  turns: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
})
export type Part = z.infer<typeof partSchema>
