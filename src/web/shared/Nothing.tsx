import { Empty } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'

export function Nothing({ text, children }: { text?: string; children?: ReactNode }) {
  const words = useWords(sharedWords)
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? words.nothing}>
      {children}
    </Empty>
  )
}
