/** The order in which the parts of a Word package are given out. */
import type { Inventory, Item } from '../ooxml/inventory.ts'
import { partRank } from './part-kind.ts'

/** The main document first, then headers, footers, notes …, each in the order the main document names them. */
export function inReadingOrder(inventory: Inventory): Inventory {
  const { items, relationships, main } = inventory
  const named = relationships.filter(each => each.source === main).map(each => each.target)
  const position = new Map(named.map((target, i) => [target, i]))
  const rank = ({ key, root }: Item) => (key === main ? -1 : partRank(root))
  const place = ({ key }: Item) => position.get(key) ?? named.length
  return { ...inventory, items: items.toSorted((a, b) => rank(a) - rank(b) || place(a) - place(b)) }
}
