/**
 * Text that both databases keep as it is. PostgreSQL takes every character but U+0000 (its manual, §8.3), and half a
 * surrogate pair is no character in UTF-8: either becomes U+FFFD, here and not somewhere on the way, so that what is
 * hashed is what is read back.
 */
export function storable<T extends string | null>(text: T): T
export function storable(text: string | null): string | null {
  if (text === null || (text.isWellFormed() && !text.includes('\0'))) return text
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
