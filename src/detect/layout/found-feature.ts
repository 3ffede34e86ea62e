/** A sign in the layout, and what shows it: a line of text, or something seen in the pixels. */
import type { Graphic } from '../../document/document.ts'
import type { LayoutFeature } from '../../packs/schema.ts'

export type FoundFeature =
  | {
      readonly feature: LayoutFeature
      /** Index of the line. */
      readonly line: number
    }
  | { readonly feature: LayoutFeature; readonly graphic: Graphic }
