/** Addresses as browsers show them: percent-encoding hides Chinese names from every rule. */

/** @returns `/文.pdf` for `/%E6%96%87.pdf`, and for `/%CE%C4.pdf`, as old sites write it in GBK; else what was given. */
export function readableAddress(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    // None of these is ever the second byte of a character.
    return address
      .split(/([/?&=#])/)
      .map(readablePiece)
      .join('')
  }
}

function readablePiece(piece: string): string {
  try {
    return decodeURIComponent(piece)
  } catch {
    return inGbk(piece) ?? piece
  }
}

function inGbk(piece: string): string | null {
  // The second byte may be a letter that needs no escape.
  const bytes = piece.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  if (/[^\0-\xff]/.test(bytes)) return null
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return null
  }
}
