import { CloseCircleFilled } from '@ant-design/icons'
import { Input } from 'antd'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'

interface Props {
  readonly label: string
  readonly value: string
  readonly onSearch: (text: string) => void
}

export function SearchField({ label, value, onSearch }: Props) {
  const words = useWords(sharedWords)
  return (
    <Input.Search
      className="filter-search"
      key={value}
      defaultValue={value}
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={words.clear} /> }}
      maxLength={100}
      aria-label={label}
      placeholder={label}
      enterButton={words.search}
      onSearch={text => onSearch(text.trim())}
    />
  )
}
