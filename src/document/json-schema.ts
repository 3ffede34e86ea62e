/** The published JSON Schema of what `scan --format jsonl` prints, made from the zod source. */
import { z } from 'zod'
import { screeningSchema } from './screening.ts'

export function screeningJsonSchema(): object {
  return {
    title: 'baoshen screening',
    description: 'What `baoshen scan --format jsonl` prints for one document.',
    ...z.toJSONSchema(screeningSchema, { target: 'draft-2020-12' }),
  }
}
