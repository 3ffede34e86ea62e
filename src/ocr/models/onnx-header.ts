/**
 * What an ONNX file says about itself beside its weights. onnxruntime-node does not hand out a model's metadata, and
 * loading a model to learn its shape takes a second and its memory; the few fields needed are read here.
 * Field numbers: onnx.proto of ONNX 1.x (ModelProto, GraphProto, ValueInfoProto, TypeProto, TensorShapeProto).
 */

export interface OnnxValue {
  /** Length of each dimension; null where it may vary. */
  readonly shape: readonly (number | null)[]
  /** TensorProto.DataType: 1 is float32, 10 float16. */
  readonly type: number
}

export interface OnnxHeader {
  readonly metadata: ReadonlyMap<string, string>
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
}

interface Field {
  readonly number: number
  /** Of a varint; 0 otherwise. */
  readonly value: number
  /** Of a string or message; empty otherwise. */
  readonly bytes: Uint8Array
}

/** @throws {RangeError} when it is no protocol buffer, or cut short. */
export function readOnnxHeader(file: Uint8Array): OnnxHeader {
  const metadata = new Map<string, string>()
  const inputs: OnnxValue[] = []
  const outputs: OnnxValue[] = []
  for (const { number, bytes } of fields(file)) {
    if (number === 14) metadata.set(textOf(bytes, 1), textOf(bytes, 2))
    if (number !== 7) continue
    for (const part of fields(bytes)) {
      if (part.number === 11) inputs.push(describeValue(part.bytes))
      if (part.number === 12) outputs.push(describeValue(part.bytes))
    }
  }
  return { metadata, inputs, outputs }
}

function describeValue(valueInfo: Uint8Array): OnnxValue {
  const tensor = child(child(valueInfo, 2), 1)
  const dimensions = [...fields(child(tensor, 2))].filter(({ number }) => number === 1)
  const type = [...fields(tensor)].find(({ number }) => number === 1)?.value ?? 0
  return { type, shape: dimensions.map(({ bytes }) => [...fields(bytes)].find(isLength)?.value ?? null) }
}

/** A dimension has a length (1) or a name (2). */
const isLength = ({ number, value }: Field) => number === 1 && value > 0

const nothing = new Uint8Array()

function child(message: Uint8Array, number: number): Uint8Array {
  return [...fields(message)].find(field => field.number === number)?.bytes ?? nothing
}

function textOf(message: Uint8Array, number: number): string {
  return new TextDecoder().decode(child(message, number))
}

/** The fields of one message, one after the other; what they hold is not copied. */
function* fields(message: Uint8Array): Generator<Field> {
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
    const tag = varint()
    const [number, wire] = [Math.floor(tag / 8), tag % 8]
    if (wire === 0) {
      yield { number, value: varint(), bytes: nothing }
      continue
    }
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : Number.NaN
    if (!(at + length <= message.length)) throw new RangeError('not a protocol buffer')
    yield { number, value: 0, bytes: wire === 2 ? message.subarray(at, at + length) : nothing }
    at += length
  }
}
