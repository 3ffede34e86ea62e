/** Addresses as browsers show them: Chinese names in place of their escapes, which still lead to the same page. */

/** Letters, digits and brackets of names; no space, no mark that turns the direction of writing, nothing of the syntax of addresses. */
const plain = /^[\p{L}\p{M}\p{N}（）《》〈〉【】〔〕「」“”、，。：·—★]+$/u

/** @param address with escapes, as `https://www.example.gov.cn/%E9%99%84%E4%BB%B6.docx` */
export function readableAddress(address: string): string {
  return address.replaceAll(/(?:%[89A-F][\dA-F])+/gi, escapes => {
    try {
      const text = decodeURIComponent(escapes)
      return plain.test(text) ? text : escapes
    } catch {
      // Another encoding, as GBK.
      return escapes
    }
  })
}
