/** Addresses as browsers show them: Chinese names in place of their escapes, which still lead to the same page. */

/**
 * Characters, full-width letters, digits and brackets of Chinese names; no space, nothing that turns the direction of
 * writing (as Arabic letters do, too), that nobody sees (U+3164) or that looks like the syntax of addresses (ꓸ).
 */
const plain = /^[\p{Script=Han}０-９Ａ-Ｚａ-ｚ①-⑳Ⅰ-Ⅻ（）《》〈〉【】〔〕「」“”、，。：·—★]+$/u

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
