/** Compressors that hold one file without its name: the name follows from the compressed file's own. */

/** Extensions that stand for a tar inside. */
const tarShorthand = /\.(?:tgz|taz|tbz2?|tb2|txz)$/i
const compressed = /\.(?:gz|bz2?|xz|z)$/i

/** `通知.docx.gz` → `通知.docx`, `附件.tgz` → `附件.tar`; `content` when nothing is left. */
export function innerName(name: string): string {
  return name.replace(tarShorthand, '.tar').replace(compressed, '') || 'content'
}
