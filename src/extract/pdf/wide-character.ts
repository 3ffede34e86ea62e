/** Chinese characters, kana and full-width signs, which are set without spaces between them. */
export function isWide(text: string): boolean {
  return /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef★☆●○\u{20000}-\u{3ffff}]/u.test(
    text,
  )
}
