/** `npm run openapi`: writes the OpenAPI description that the tests compare with the route table. */
import { writeFileSync } from 'node:fs'
import { openApi } from '../../src/server/api/openapi.ts'

writeFileSync(
  new URL('../../src/server/api/openapi.json', import.meta.url),
  `${JSON.stringify(openApi(), null, 2)}\n`,
)
