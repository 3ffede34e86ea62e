/** Secrets of endpoints: shown once, kept wrapped by the vault's content key, bound to their endpoint. */
import { randomBytes } from 'node:crypto'
import { unwrapKey, wrapKey } from '../vault/cipher.ts'

/** Standard Webhooks: 24 to 64 random bytes, as base64 behind `whsec_`. */
const secretBytes = 32
const prefix = 'whsec_'

const contextOf = (endpointId: string) => `webhook ${endpointId}`

/** @returns the secret as its receiver needs it, and as it is kept. */
export function makeSecret(endpointId: string, key: Buffer): { shown: string; kept: string } {
  const secret = randomBytes(secretBytes)
  return {
    shown: `${prefix}${secret.toString('base64')}`,
    kept: wrapKey(secret, key, contextOf(endpointId)),
  }
}

/** @throws when it was wrapped by another key, or for another endpoint. */
export function openSecret(kept: string, endpointId: string, key: Buffer): string {
  return `${prefix}${unwrapKey(kept, key, contextOf(endpointId)).toString('base64')}`
}
