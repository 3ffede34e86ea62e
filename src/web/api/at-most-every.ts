/** Work that many events ask for, done soon after the first of them and not for each. */
export interface Pace {
  ask(): void
  stop(): void
}

/** Events that never pause do not put the work off for ever. */
export function atMostEvery(milliseconds: number, work: () => void): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    ask() {
      timer ??= setTimeout(() => {
        timer = undefined
        work()
      }, milliseconds)
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
