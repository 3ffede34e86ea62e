/** `npm run schema`: writes the JSON Schema of a screening from its zod source. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { screeningJsonSchema } from '../../src/document/json-schema.ts'

const file = path.join(import.meta.dirname, '../../src/document/screening.schema.json')
writeFileSync(file, `${JSON.stringify(screeningJsonSchema(), null, 2)}\n`)
console.log(`wrote ${path.relative(process.cwd(), file)}`)
