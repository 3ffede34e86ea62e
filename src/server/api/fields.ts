/** Fields that many resources share. */
import { z } from 'zod'

export const id = z.uuid()
/** ISO 8601, UTC. */
export const instant = z.iso.datetime()
/** `YYYY-MM-DD`. */
export const day = z.iso.date()
/** What a database column of whole numbers holds. */
const mostInteger = 2 ** 31 - 1
export const version = z.number().int().positive().max(mostInteger)
/** In a query. */
export const revisionNumber = z.coerce.number().int().positive().max(mostInteger)
/** What nobody sees in a name, or what turns its direction, would make one pass for another. */
const visible = (text: string) => text.replaceAll(/[\p{Control}\p{Format}]/gu, '')
export const name = z.string().overwrite(visible).trim().min(1).max(100)
export const reason = z.string().trim().min(2).max(1000)

/** Somebody as shown beside what they did. */
export const actorSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'portal', 'system']),
})
export type Actor = z.infer<typeof actorSchema>

/** Long lists come in pages: `next` is the cursor of the following one. */
export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().nullable() })
}
