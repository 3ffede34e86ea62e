/** The bare tables of opencc-js, which its own types do not cover. */
declare module 'opencc-js/dict/TSCharacters' {
  /** `繁 简|繁 简|…`; a character may have several targets, separated by spaces. */
  const table: string
  export default table
}
