/** The recogniser's classes and how they become text (connectionist temporal classification, greedy). */

export interface Reading {
  readonly text: string
  /** Mean probability of the characters, 0 to 1; 0 for no text. */
  readonly confidence: number
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

/** Takes the likeliest class of each step, drops repeats and blanks. `scores` is steps × classes. */
export function decodeSteps(scores: Float32Array, dictionary: readonly string[]): Reading {
  const classes = dictionary.length
  const steps = scores.length / classes
  let text = ''
  let sum = 0
  let count = 0
  let previous = 0
  for (let step = 0; step < steps; step++) {
    const start = step * classes
    let best = 0
    for (let i = 1; i < classes; i++) {
      if ((scores[start + i] as number) > (scores[start + best] as number)) best = i
    }
    if (best !== 0 && best !== previous) {
      text += dictionary[best]
      sum += scores[start + best] as number
      count++
    }
    previous = best
  }
  return { text, confidence: count === 0 ? 0 : Math.min(1, sum / count) }
}
