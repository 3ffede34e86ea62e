/** AES-256-GCM with what it belongs to as associated data, so that no ciphertext can be put in another's place. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** Wraps a blob's key: base64 of iv, tag and ciphertext. */
export function wrapKey(key: Buffer, by: Buffer, context: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, by, iv).setAAD(Buffer.from(context))
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), wrapped]).toString('base64')
}

/** @throws when the key, the context or the text is not what it was. */
export function unwrapKey(wrapped: string, by: Buffer, context: string): Buffer {
  const bytes = Buffer.from(wrapped, 'base64')
  const decipher = createDecipheriv(algorithm, by, bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()])
}

/** Starts an encrypted file: `head` goes first, then what the cipher gives, then its tag. */
export function startEncryption(key: Buffer, context: string) {
  const head = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, head).setAAD(Buffer.from(context))
  return { head, cipher }
}

/** What so many bytes become. */
export const encryptedBytes = (bytes: number): number => ivBytes + bytes + tagBytes

/** @throws when any byte was changed. */
export function decrypt(encrypted: Buffer, key: Buffer, context: string): Buffer {
  const decipher = createDecipheriv(algorithm, key, encrypted.subarray(0, ivBytes))
    .setAAD(Buffer.from(context))
    .setAuthTag(encrypted.subarray(encrypted.length - tagBytes))
  return Buffer.concat([
    decipher.update(encrypted.subarray(ivBytes, encrypted.length - tagBytes)),
    decipher.final(),
  ])
}
