/** Percent signs, undone to bytes: which characters they are is found out from all of them. */

/** @param text Latin-1. `%` alone stands for itself. */
export function percentDecoded(text: string): Buffer {
  const bytes = text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
