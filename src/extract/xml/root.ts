/** The root element of an XML entity, from its first bytes. */
import { ProblemError } from '../../document/problem.ts'
import type { XmlElement } from './read.ts'
import { readXml } from './read.ts'

/** @returns null when the bytes end or break before a root element. */
export async function xmlRoot(start: Uint8Array): Promise<XmlElement | null> {
  let root: XmlElement | null = null
  const handler = {
    open(element: XmlElement) {
      root ??= element
    },
    text() {},
    close() {},
  }
  try {
    await readXml([start], handler)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
  return root
}
