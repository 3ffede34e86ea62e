/** Filters stand in the address, so that a list can be bookmarked and the back button works. */
import { useSearchParams } from 'react-router'

export function useFilters<K extends string>(keys: readonly K[]) {
  const [search, setSearch] = useSearchParams()
  const filters = Object.fromEntries(keys.map(key => [key, search.get(key) ?? ''])) as Record<K, string>
  const change = (changes: Partial<Record<K, string | undefined>>) => {
    const next = new URLSearchParams(search)
    for (const key of keys) {
      if (!(key in changes)) continue
      const value = changes[key]
      if (value) next.set(key, value)
      else next.delete(key)
    }
    setSearch(next, { replace: true })
  }
  return { filters, change }
}
