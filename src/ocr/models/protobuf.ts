/** Protocol buffers without a schema: the fields of a message one after the other, and back (protobuf.dev, "Encoding"). */

export interface Field {
  readonly number: number
  /** Of a varint; 0 otherwise. */
  readonly value: number
  /** Of a string, message or fixed number; empty for a varint. */
  readonly bytes: Uint8Array
  /** The field as it stands, its tag included. */
  readonly whole: Uint8Array
}

const nothing = new Uint8Array()

/**
 * What the fields hold is not copied.
 * @throws {RangeError} when it is no protocol buffer, or cut short.
 */
export function* fields(message: Uint8Array): Generator<Field> {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let factor = 1; at < message.length && factor < 2 ** 70; factor *= 128) {
      const byte = message[at++] as number
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw new RangeError('not a protocol buffer')
  }
  while (at < message.length) {
    const start = at
    const tag = varint()
    const [number, wire] = [Math.floor(tag / 8), tag % 8]
    if (wire === 0) {
      const value = varint()
      yield { number, value, bytes: nothing, whole: message.subarray(start, at) }
      continue
    }
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : Number.NaN
    if (!(at + length <= message.length)) throw new RangeError('not a protocol buffer')
    const bytes = message.subarray(at, at + length)
    at += length
    yield { number, value: 0, bytes, whole: message.subarray(start, at) }
  }
}

/** The first field of this number; empty when there is none. */
export function child(message: Uint8Array, number: number): Uint8Array {
  for (const field of fields(message)) if (field.number === number) return field.bytes
  return nothing
}

export function textOf(message: Uint8Array, number: number): string {
  return new TextDecoder().decode(child(message, number))
}

/** A field that holds bytes: a string, a message, packed numbers. */
export function bytesField(number: number, content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return join([varint(number * 8 + 2), varint(bytes.length), bytes])
}

/** @param value a whole number, not negative. */
export function varintField(number: number, value: number): Uint8Array {
  return join([varint(number * 8), varint(value)])
}

export function floatField(number: number, value: number): Uint8Array {
  return join([varint(number * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)])
}

export function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function varint(content: number): Uint8Array {
  const bytes: number[] = []
  for (let left = content; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.from([...bytes, left])
    bytes.push((left % 128) + 128)
  }
}
