/** Resident identity numbers, GB 11643-1999: region, birth date, sequence, check character (domain P1, P1b). */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'
/** First two digits: provinces, and 9 for permanent residents from abroad (since 2023). */
const region = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/

/** True when the 18th character is right for the first 17 digits. */
export function hasCheckCharacter(number: string): boolean {
  let sum = 0
  for (const [index, weight] of weights.entries()) sum += weight * Number(number[index])
  return checkCharacters[sum % 11] === number[17]?.toUpperCase()
}

/** Birth date as `YYYY-MM-DD`; null when region or date cannot be. 15-digit numbers are of the 20th century. */
export function birthDate(number: string): string | null {
  if (!region.test(number)) return null
  const digits = number.length === 15 ? `19${number.slice(6, 12)}` : number.slice(6, 14)
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ]
  if (year < 1880 || year > 2100 || month < 1 || month > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
}

/** Whole years between two days written `YYYY-MM-DD`. */
export function ageOn(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4))
  return today.slice(5) < birth.slice(5) ? years - 1 : years
}
