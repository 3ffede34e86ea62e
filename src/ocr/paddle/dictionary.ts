/** The recogniser's classes and how they become text (connectionist temporal classification, greedy). */

export interface Reading {
  readonly text: string
  /** Mean probability of the characters, 0 to 1; 0 for no text. */
  readonly confidence: number
  /** Probability of the least sure character, 0 to 1; 0 for no text. */
  readonly least: number
}

/**
 * Class 0 is the blank, then one class a line of the dictionary file, then the space.
 * The recogniser checks that their number is the model's: a dictionary of another size would shift every character.
 */
export function readDictionary(file: Uint8Array): string[] {
  return ['', ...readCharacters(file), ' ']
}

/** One character a line. */
export function readCharacters(file: Uint8Array): string[] {
  const lines = new TextDecoder().decode(file).split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

export interface DecodedCharacter {
  readonly text: string
  readonly score: number
  /** The step that it was read in. */
  readonly step: number
}

/** Takes the likeliest class of each step, drops repeats and blanks. `scores` is steps × classes. */
export function decodeCharacters(scores: Float32Array, dictionary: readonly string[]): DecodedCharacter[] {
  const classes = dictionary.length
  const steps = scores.length / classes
  const characters: DecodedCharacter[] = []
  let previous = 0
  for (let step = 0; step < steps; step++) {
    const start = step * classes
    let best = start
    let score = scores[start] as number
    for (let i = start + 1; i < start + classes; i++) {
      const other = scores[i] as number
      if (other <= score) continue
      best = i
      score = other
    }
    best -= start
    if (best !== 0 && best !== previous) characters.push({ text: dictionary[best] ?? '', score, step })
    previous = best
  }
  return characters
}

export function decodeSteps(scores: Float32Array, dictionary: readonly string[]): Reading {
  let text = ''
  let sum = 0
  let least = 1
  const characters = decodeCharacters(scores, dictionary)
  for (const character of characters) {
    text += character.text
    sum += character.score
    if (character.score < least) least = character.score
  }
  const count = characters.length
  return count === 0
    ? { text, confidence: 0, least: 0 }
    : { text, confidence: Math.min(1, sum / count), least: Math.min(1, least) }
}
