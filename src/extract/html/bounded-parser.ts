/**
 * htmlparser2 keeps its open elements in an array that it shifts and searches, which is quadratic in depth.
 * Like browsers, this parser takes what is nested deeper than a limit as siblings.
 */
import { type Handler, Parser } from 'htmlparser2'

/** The depth at which Chromium flattens the tree. */
export const depthLimit = 512

export class BoundedParser extends Parser {
  readonly #depth: () => number
  #tooDeep = false

  /** @param depth how many elements the handler has open. */
  constructor(handler: Partial<Handler>, depth: () => number) {
    super(handler, { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true })
    this.#depth = depth
  }

  override onopentagname(start: number, end: number): void {
    this.#tooDeep = this.#depth() >= depthLimit
    super.onopentagname(start, end)
  }

  override onclosetag(start: number, end: number): void {
    this.#tooDeep = false
    super.onclosetag(start, end)
  }

  protected override isVoidElement(name: string): boolean {
    return super.isVoidElement(name) || (this.#tooDeep && name !== '')
  }
}
