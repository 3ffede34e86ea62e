/**
 * What an ONNX file says about itself beside its weights. onnxruntime-node does not hand out a model's metadata, and
 * loading a model to learn its shape takes a second and its memory; the few fields needed are read here.
 * Field numbers: onnx.proto of ONNX 1.x (ModelProto, GraphProto, ValueInfoProto, TypeProto, TensorShapeProto).
 */
import { child, type Field, fields, textOf } from './protobuf.ts'

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
