/** Names that Office gives shapes by itself say nothing: `Picture 3`, `文本框 2`. */
export function isAutomaticName(name: string): boolean {
  return /^[\p{L} ]{1,24}\s*\d+$/u.test(name)
}
