/** Passwords: argon2id, in the PHC string format, and the rules they must keep. */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { ApiProblem } from '../api/problem.ts'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const memory = 19_456
const passes = 2
const parallelism = 1
const saltBytes = 16
const tagLength = 32

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>
const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

function hash(
  password: string,
  nonce: Buffer,
  cost: { memory: number; passes: number; parallelism: number },
) {
  return derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost })
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const tag = await hash(password, salt, { memory, passes, parallelism })
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`
}

/** @param stored null for an unknown person: costs as much, and is never right. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? '')
  const salt = parts?.[4] ? Buffer.from(parts[4], 'base64') : Buffer.alloc(saltBytes)
  const cost = parts
    ? { memory: Number(parts[1]), passes: Number(parts[2]), parallelism: Number(parts[3]) }
    : { memory, passes, parallelism }
  const tag = await hash(password, salt, cost)
  const wanted = parts?.[5] ? Buffer.from(parts[5], 'base64') : null
  return wanted !== null && wanted.length === tag.length && timingSafeEqual(wanted, tag)
}

const least = 10
/** Length at which the kinds of characters no longer matter: a sentence is a good password. */
const long = 20

/** @throws {ApiProblem} `weak-password` naming the rule. */
export function checkPassword(password: string, person: { login: string; name: string }): void {
  const refuse = (zh: string, en: string) => {
    throw new ApiProblem('weak-password', { rule: { zh, en } })
  }
  if ([...password].length < least) refuse(`至少 ${least} 个字符`, `at least ${least} characters`)
  const kinds = [/\p{Lowercase}/u, /\p{Uppercase}/u, /\p{Number}/u, /[^\p{Letter}\p{Number}]/u, /\p{Lo}/u]
  const used = kinds.filter(kind => kind.test(password)).length
  if (used < 3 && [...password].length < long) {
    refuse('大写、小写、数字、符号至少三类', 'three of upper case, lower case, digits, signs')
  }
  if (new Set(password).size < 5) refuse('重复字符过多', 'too few different characters')
  const lower = password.toLowerCase()
  const own = [person.login, person.name].filter(word => word.length > 2).map(word => word.toLowerCase())
  if (own.some(word => lower.includes(word))) refuse('不得包含用户名或姓名', 'it must not contain the name')
}
