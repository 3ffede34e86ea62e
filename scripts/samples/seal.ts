/** The outline of an office's round seal: a rim, a star, and the owner's name along the rim. */
import type { SKRSContext2D } from '@napi-rs/canvas'

/**
 * Draws about the origin with the context's stroke and fill styles.
 * @param radius in the context's units; all else follows from it.
 * @param font the CSS font for a size in the same units.
 */
export function sealPath(
  context: SKRSContext2D,
  radius: number,
  text: string,
  font: (size: number) => string,
): void {
  context.lineWidth = radius * 0.055
  context.beginPath()
  context.arc(0, 0, radius, 0, 2 * Math.PI)
  context.stroke()
  context.beginPath()
  for (let point = 0; point < 10; point++) {
    const angle = (point * Math.PI) / 5 - Math.PI / 2
    const reach = radius * (point % 2 === 0 ? 0.325 : 0.125)
    context.lineTo(Math.cos(angle) * reach, Math.sin(angle) * reach)
  }
  context.fill()
  context.font = font(radius * 0.27)
  context.textAlign = 'center'
  const step = Math.min(0.5, 4.2 / text.length)
  for (const [index, character] of [...text].entries()) {
    context.save()
    context.rotate((index - (text.length - 1) / 2) * step)
    context.fillText(character, 0, -radius * 0.65)
    context.restore()
  }
}
