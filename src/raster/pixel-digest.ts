/** Names pixels by their content, fast enough for every page: a page at 200 dpi is 15 MB. */
import { createCipheriv, randomBytes } from 'node:crypto'

/**
 * GMAC with a key that only this process knows: who writes a document cannot make two pictures with one name.
 * Measured for 15 MB: 0.6 ms, where SHA-256 takes 8 ms with hardware support and several times that without.
 */
const key = randomBytes(16)
/** One nonce for all: the tag is compared, never shown, so that it need not be unlinkable. */
const nonce = Buffer.alloc(12)

/**
 * @param form everything beside the pixels that decides what they show: width, height, channels.
 * @returns a name that holds within this process only.
 */
export function pixelDigest(form: string, pixels: Uint8Array | Uint8ClampedArray): string {
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  cipher.setAAD(Buffer.from(`${form}\0`))
  cipher.setAAD(pixels)
  cipher.final()
  return cipher.getAuthTag().toString('base64')
}
