/** The Luhn check digit of ISO/IEC 7812-1 bank cards (domain P4). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = digits.length - 1, double = false; index >= 0; index--, double = !double) {
    const value = Number(digits[index]) * (double ? 2 : 1)
    sum += value > 9 ? value - 9 : value
  }
  return digits.length > 0 && sum % 10 === 0
}
