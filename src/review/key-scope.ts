/** What a portal's API key may be used for: to submit items, to ask the gate, to read its own items. */
import { z } from 'zod'

export const keyScopes = ['submit', 'gate', 'read'] as const
export const keyScopeSchema = z.enum(keyScopes)
export type KeyScope = z.infer<typeof keyScopeSchema>
