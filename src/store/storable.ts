/** PostgreSQL takes every character but U+0000 (its manual, §8.3), which names inside archives and other databases hold. */
export function storable<T extends string | null>(text: T): T
export function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '\uFFFD')
}
