/** Whether there is room for two columns and for tables. */
import { useSyncExternalStore } from 'react'

const query = matchMedia('(min-width: 900px)')

function subscribe(listener: () => void) {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches)
}
