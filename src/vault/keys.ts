/**
 * The service's keys: made at the first start in the data folder's `keys/`, readable by its owner only.
 * `content` and `sealed` wrap the keys of blobs (AES-256); `ledger` signs (Ed25519), and so does `ticket`, which is
 * exchanged now and then.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface Keys {
  /** For what people of the item may see. */
  readonly content: Buffer
  /** For the content of incidents. */
  readonly sealed: Buffer
  readonly ledger: SigningKey
}

export const keysFolder = 'keys'

/** The key of the content alone, for workers; null when there is none: it is never made here. */
export function openContentKey(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Buffer | null {
  const variable = 'BAOSHEN_CONTENT_KEY'
  const file = path.join(folder, keysFolder, 'content.key')
  const text = env[variable] ?? (existsSync(file) ? readFileSync(file, 'utf8') : undefined)
  return text === undefined ? null : decodeSecret(text, variable)
}

/**
 * Reads the keys, making those that do not exist yet.
 * `BAOSHEN_CONTENT_KEY` and `BAOSHEN_SEALED_KEY` (base64 of 32 bytes) take the place of the files, for keys that
 * come from a safe.
 */
export function openKeys(folder: string, env: Readonly<Record<string, string | undefined>>): Keys {
  const keys = path.join(folder, keysFolder)
  mkdirSync(keys, { recursive: true, mode: 0o700 })
  const secret = (name: string, variable: string) =>
    openSecret(path.join(keys, `${name}.key`), env[variable], variable)
  return {
    content: secret('content', 'BAOSHEN_CONTENT_KEY'),
    sealed: secret('sealed', 'BAOSHEN_SEALED_KEY'),
    ledger: signing(keys, 'ledger'),
  }
}

/** 32 secret bytes: from `given` (base64), or from a file, which is made when there is none. */
export function openSecret(file: string, given: string | undefined, variable: string): Buffer {
  return decodeSecret(given ?? readOrMake(file, () => randomBytes(32).toString('base64')), variable)
}

function signing(keys: string, name: string): SigningKey {
  const pem = readOrMake(path.join(keys, `${name}.pem`), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const privateKey = createPrivateKey(pem)
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** The key that tickets are signed with, made at the first start. */
export function readTicketKey(folder: string): SigningKey {
  return signing(path.join(folder, keysFolder), 'ticket')
}

/** Makes the next one; it signs nothing until it is adopted. */
export function makeNextTicketKey(folder: string): SigningKey {
  rmSync(path.join(folder, keysFolder, 'ticket-next.pem'), { force: true })
  return signing(path.join(folder, keysFolder), 'ticket-next')
}

/** Puts the next key in the place of the one before, whose private half is gone with that. */
export function adoptNextTicketKey(folder: string): SigningKey {
  const keys = path.join(folder, keysFolder)
  signing(keys, 'ticket-next')
  renameSync(path.join(keys, 'ticket-next.pem'), path.join(keys, 'ticket.pem'))
  return signing(keys, 'ticket')
}

function decodeSecret(text: string, variable: string): Buffer {
  const secret = Buffer.from(text.trim(), 'base64')
  if (secret.length !== 32) throw new Error(`${variable}: base64 of exactly 32 bytes is needed`)
  return secret
}

function readOrMake(file: string, make: () => string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const text = make()
  // `wx`: of two programs that start at once, one makes the key and the other reads it.
  let descriptor: number
  try {
    descriptor = openSync(file, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(file, 'utf8')
    throw error
  }
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  return text
}
