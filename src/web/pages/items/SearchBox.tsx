import { useWords } from '../../language/language.tsx'
import { SearchField } from '../../shared/SearchField.tsx'
import { itemsWords } from './words.ts'

export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const words = useWords(itemsWords)
  return <SearchField label={words.searchTitle} value={value} onSearch={onChange} />
}
