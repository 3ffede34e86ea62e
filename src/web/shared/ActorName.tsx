import type { Actor } from '../../server/api/fields.ts'
import { useWords } from '../language/language.tsx'
import { sharedWords } from './words.ts'

/** What the service does by itself is not done by a person called “baoshen”. */
export function ActorName({ actor }: { actor: Actor }) {
  const words = useWords(sharedWords)
  return actor.kind === 'system' ? words.system : actor.name
}
