import type { State } from '../../review/lifecycle.ts'
import { useTerms } from '../language/terms.ts'
import { Label, type Tone } from './Label.tsx'

const tones: Readonly<Record<State, Tone>> = {
  draft: 'plain',
  screening: 'blue',
  screened: 'teal',
  review: 'blue',
  approval: 'blue',
  released: 'green',
  returned: 'orange',
  incident: 'red',
  withdrawn: 'plain',
  revoked: 'orange',
}

export function StateTag({ state }: { state: State }) {
  return <Label tone={tones[state]}>{useTerms().state[state]}</Label>
}
