/** Writes what an ONNX file says of itself, without a network in it: enough for all that is checked at start. */

export interface OnnxParts {
  readonly input: readonly (number | null)[]
  readonly output: readonly (number | null)[]
  /** TensorProto.DataType of the input; float32 when absent. */
  readonly type?: number
  readonly metadata?: Readonly<Record<string, string>>
}

export function onnxFile({ input, output, type = 1, metadata = {} }: OnnxParts): Buffer {
  const graph = Buffer.concat([
    // A weight, which is passed over.
    message(5, Buffer.alloc(70_000, 0xff)),
    message(11, value('x', input, type)),
    message(12, value('y', output, 1)),
  ])
  return Buffer.concat([varintField(1, 8), message(7, graph), metadataOf(metadata)])
}

/** More metadata for a file: fields of a protocol buffer may simply be appended. */
export function metadataOf(entries: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(entries).map(([key, text]) =>
      message(14, Buffer.concat([message(1, Buffer.from(key)), message(2, Buffer.from(text))])),
    ),
  )
}

function value(name: string, shape: readonly (number | null)[], type: number): Buffer {
  const dimensions = shape.map(length =>
    message(1, length === null ? message(2, Buffer.from('n')) : varintField(1, length)),
  )
  const tensor = Buffer.concat([varintField(1, type), message(2, Buffer.concat(dimensions))])
  return Buffer.concat([message(1, Buffer.from(name)), message(2, message(1, tensor))])
}

function message(number: number, content: Buffer): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(content.length), content])
}

function varintField(number: number, content: number): Buffer {
  return Buffer.concat([varint(number * 8), varint(content)])
}

function varint(content: number): Buffer {
  const bytes: number[] = []
  for (let left = content; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left])
    bytes.push((left % 128) + 128)
  }
}
