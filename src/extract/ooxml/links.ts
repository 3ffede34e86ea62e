/** Addresses outside the package, as lines of the part that leads to them. */

import type { Line } from '../../document/document.ts'
import { readableAddress } from '../readable-address.ts'
import { plainLine } from './line.ts'
import type { Relationship } from './relationships.ts'

/** @returns lines by key of the part; '' for the package itself. */
export function linksBySource(relationships: readonly Relationship[]): Map<string, Line[]> {
  const external = relationships.filter(each => each.external && each.target.trim() !== '')
  const groups = Map.groupBy(external, each => each.source)
  return new Map(
    [...groups].map(([source, all]) => [
      source,
      all.map(each => plainLine(readableAddress(each.target), 'link')),
    ]),
  )
}
