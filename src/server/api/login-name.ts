/** What people sign in with; pages check it, too. */
import { z } from 'zod'

/** Full-width letters are the same: an input method for Chinese makes them. */
export const loginName = z
  .string()
  .trim()
  .normalize('NFKC')
  .toLowerCase()
  .regex(/^[\p{Letter}\p{Number}._@-]{2,64}$/u)
