/** Coloured ink as a dark tone on white, whatever its hue; black ink and grey paper are white. */
const gain = 2.2

/** @returns 0 (strongly coloured) to 255 (grey, black or white). */
export function colorTone(red: number, green: number, blue: number): number {
  return 255 - Math.min(255, (Math.max(red, green, blue) - Math.min(red, green, blue)) * gain)
}
