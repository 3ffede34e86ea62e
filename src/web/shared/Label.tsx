/** A short word in a coloured field; Ant Design's own are too pale to be read. */
import type { ReactNode } from 'react'
import './label.css'

export type Tone = 'plain' | 'blue' | 'green' | 'teal' | 'orange' | 'red' | 'yellow'

export function Label({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`label label-${tone}`}>{children}</span>
}
