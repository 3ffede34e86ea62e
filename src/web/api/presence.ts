/** Whether somebody is at the page: what it asks of itself must not keep a session open that nobody uses. */

/** Longer than a page waits before it asks again, so that whoever writes for long is there all the time. */
const awayMilliseconds = 90_000
const inputs = ['pointerdown', 'keydown', 'wheel'] as const

let last = Date.now()

function noteInput(): void {
  last = Date.now()
}

/** From now on what mouse, keyboard and fingers do counts. */
export function watchForInput(): void {
  for (const input of inputs) document.addEventListener(input, noteInput, { capture: true, passive: true })
}

export function isAway(): boolean {
  return Date.now() - last > awayMilliseconds
}
