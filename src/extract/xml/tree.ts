/** A whole XML entity as a tree, for formats whose parts point at one another. Bounded in the number of nodes. */
import { ProblemError } from '../../document/problem.ts'
import type { XmlElement } from './read.ts'
import { readXml } from './read.ts'

export interface XmlNode extends XmlElement {
  /** Elements and texts in the order of the document; neighbouring texts are one. */
  readonly children: readonly (XmlNode | string)[]
}

interface OpenNode extends XmlElement {
  readonly children: (XmlNode | string)[]
}

/** Elements and texts of one entity; a page with 100,000 characters placed one by one has some 300,000. */
const maxNodes = 3_000_000

/**
 * @param damaged called with what is wrong when the entity breaks off; what came before it is in the tree.
 * @returns null when there is not even a root element.
 * @throws {ProblemError} `too-large`.
 */
export async function xmlTree(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  damaged: (error: ProblemError) => void,
): Promise<XmlNode | null> {
  let root: OpenNode | null = null
  const open: OpenNode[] = []
  let count = 0
  const handler = {
    open({ uri, name, attributes }: XmlElement) {
      if (++count > maxNodes)
        throw new ProblemError('too-large', { what: 'XML', size: count, limit: maxNodes })
      const node: OpenNode = { uri, name, attributes, children: [] }
      open.at(-1)?.children.push(node)
      root ??= node
      open.push(node)
    },
    text(text: string) {
      const siblings = open.at(-1)?.children
      if (!siblings) return
      const before = siblings.at(-1)
      if (typeof before === 'string') siblings[siblings.length - 1] = before + text
      else siblings.push(text)
    },
    close() {
      open.pop()
    },
  }
  try {
    await readXml(chunks, handler)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code === 'too-large') throw error
    damaged(error)
  }
  return root
}

/** Child elements, of one local name when it is given. */
export function childElements(node: XmlNode | undefined, name?: string): XmlNode[] {
  const elements: XmlNode[] = []
  for (const child of node?.children ?? []) {
    if (typeof child !== 'string' && (name === undefined || child.name === name)) elements.push(child)
  }
  return elements
}

/** The first child element of that local name. */
export function childElement(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return childElements(node, name)[0]
}

/** All text below a node. */
export function textOf(node: XmlNode | undefined): string {
  if (!node) return ''
  let text = ''
  const stack: (XmlNode | string)[] = [node]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'string') text += next
    else for (let i = next.children.length - 1; i >= 0; i--) stack.push(next.children[i] as XmlNode | string)
  }
  return text
}

/** Every element below a node and the node itself, in the order of the document. */
export function* descendants(node: XmlNode): Generator<XmlNode> {
  const stack: XmlNode[] = [node]
  for (let next = stack.pop(); next; next = stack.pop()) {
    yield next
    for (let i = next.children.length - 1; i >= 0; i--) {
      const child = next.children[i]
      if (typeof child === 'object') stack.push(child)
    }
  }
}
