/** Finds base64 in texts. Patterns with no bound overflow the stack of the engine at some 10 MB, so these have one. */

const piece = /[A-Za-z0-9+/_-]{16,4000}/g
const lineEnd = /^\r?\n[ \t]{0,16}$/
/** The last line may be short. */
const tail = /(?:\r?\n[ \t]{0,16})?[A-Za-z0-9+/_-]{0,15}={0,2}/y
/** Longest line end that lines are joined over. */
const longestGap = 18
/** A run inside a longer text has at least this many characters. */
const shortest = 60

/** @returns runs of base64, in lines or not. A first line of another length than the next may not belong to it: both are given. */
export function base64Runs(text: string): string[] {
  const runs: string[] = []
  let starts: number[] = []
  let end = -1
  const finish = () => {
    tail.lastIndex = end
    const [rest = ''] = tail.exec(text) ?? []
    const [first, second = first, third = end + rest.length] = starts
    if (first === undefined || second === undefined) return
    const isUneven = second !== first && second - first !== third - second
    for (const start of isUneven ? [first, second] : [first]) {
      const run = text.slice(start, end + rest.length)
      if (run.length >= shortest) runs.push(run)
    }
  }
  for (const { 0: found, index } of text.matchAll(piece)) {
    const isSameLine = index === end
    if (!isSameLine) {
      if (index - end > longestGap || !lineEnd.test(text.slice(end, index))) {
        if (end >= 0) finish()
        starts = []
      }
      if (starts.length < 3) starts.push(index)
    }
    end = index + found.length
  }
  if (end >= 0) finish()
  return runs
}
