/** From one day to another, with the browser's own date fields: they work with keyboards, readers and phones. */
import { Input } from 'antd'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'
import './day-range.css'

interface Props {
  readonly label: string
  readonly from: string
  readonly to: string
  readonly onChange: (changes: { from?: string; to?: string }) => void
}

export function DayRange({ label, from, to, onChange }: Props) {
  const words = useWords(sharedWords)
  return (
    <fieldset className="day-range">
      <legend className="visually-hidden">{label}</legend>
      <Input
        type="date"
        aria-label={`${label} ${words.from}`}
        max={to}
        value={from}
        onChange={event => onChange({ from: event.target.value })}
      />
      <span aria-hidden="true">–</span>
      <Input
        type="date"
        aria-label={`${label} ${words.to}`}
        min={from}
        value={to}
        onChange={event => onChange({ to: event.target.value })}
      />
    </fieldset>
  )
}
