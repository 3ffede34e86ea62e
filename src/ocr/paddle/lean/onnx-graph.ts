/**
 * The graph of an ONNX model, to be changed node by node; what is not changed keeps its bytes.
 * Field numbers: onnx.proto of ONNX 1.x (ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto).
 */
import {
  bytesField,
  child,
  type Field,
  fields,
  floatField,
  join,
  textOf,
  varintField,
} from '../../models/protobuf.ts'

export interface Node {
  readonly op: string
  inputs: string[]
  readonly outputs: readonly string[]
  /** All other fields as they stand. */
  readonly rest: readonly Uint8Array[]
}

export interface Constant {
  readonly dims: readonly number[]
  readonly values: Float32Array
}

const graphOfModel = 7
const float32 = 1
/** Half floats, doubles and brain floats. */
const otherFloats: readonly number[] = [10, 11, 16]

export class OnnxGraph {
  readonly nodes: Node[]
  /** Names that the model gives back: they have to stay. */
  readonly results: ReadonlySet<string>
  readonly #model: readonly Field[]
  readonly #rest: readonly Uint8Array[]
  /** TensorProtos by name, read when they are asked for. */
  readonly #tensors = new Map<string, Uint8Array>()
  #named = 0

  /** @throws {RangeError} when it is no protocol buffer, or cut short. */
  constructor(file: Uint8Array) {
    this.#model = [...fields(file)]
    const graph = [...fields(child(file, graphOfModel))]
    this.nodes = graph.filter(({ number }) => number === 1).map(({ bytes }) => readNode(bytes))
    this.results = new Set(graph.filter(({ number }) => number === 12).map(({ bytes }) => textOf(bytes, 1)))
    this.#rest = graph.filter(({ number }) => number !== 1).map(({ whole }) => whole)
    for (const { number, bytes } of graph) if (number === 5) this.#tensors.set(textOf(bytes, 8), bytes)
    for (const { op, outputs, rest } of this.nodes) {
      const [name] = outputs
      if (op === 'Constant' && name !== undefined) this.#tensors.set(name, child(attribute(rest, 'value'), 5))
    }
  }

  /** The value of a name when it is a constant of float32; null for everything else. */
  constant(name: string | undefined): Constant | null {
    const tensor = name === undefined ? undefined : this.#tensors.get(name)
    return tensor === undefined ? null : readTensor(tensor)
  }

  /** No weight is a float of another precision. */
  isFloat32(): boolean {
    return this.#tensors
      .values()
      .every(
        tensor => !fields(tensor).some(({ number, value }) => number === 2 && otherFloats.includes(value)),
      )
  }

  usersOf(name: string): Node[] {
    return this.nodes.filter(({ inputs }) => inputs.includes(name))
  }

  /** The one node that takes this; null when there are several or none, or the model gives it back. */
  onlyUserOf(name: string | undefined): Node | null {
    const [first, ...others] = name === undefined || this.results.has(name) ? [] : this.usersOf(name)
    return others.length === 0 ? (first ?? null) : null
  }

  /** Adds a constant. @returns its name. */
  addConstant(dims: readonly number[], values: Float32Array): string {
    const name = this.newName('constant')
    const tensor = writeTensor(dims, values)
    this.#tensors.set(name, tensor)
    const value = bytesField(5, join([bytesField(1, 'value'), bytesField(5, tensor), varintField(20, 4)]))
    // Where constants stand, at the beginning: nodes are in the order in which they are computed.
    this.nodes.unshift({ op: 'Constant', inputs: [], outputs: [name], rest: [value] })
    return name
  }

  newName(kind: string): string {
    this.#named++
    return `lean.${kind}.${this.#named}`
  }

  insertAfter(node: Node, added: readonly Node[]): void {
    this.nodes.splice(this.nodes.indexOf(node) + 1, 0, ...added)
  }

  /** Takes nodes out; who took what the last of them gave takes `instead`. */
  replace(gone: readonly Node[], instead: string): void {
    const last = gone.at(-1)?.outputs[0]
    for (const node of gone) this.nodes.splice(this.nodes.indexOf(node), 1)
    for (const node of this.nodes) node.inputs = node.inputs.map(name => (name === last ? instead : name))
  }

  /** As a file, without the constants that nothing takes any more. */
  write(): Uint8Array {
    const taken = new Set(this.nodes.flatMap(({ inputs }) => inputs))
    const nodes = this.nodes.filter(
      ({ op, outputs }) => op !== 'Constant' || outputs.some(name => taken.has(name)),
    )
    const graph = join([...nodes.map(writeNode), ...this.#rest])
    return join(
      this.#model.map(({ number, whole }) => (number === graphOfModel ? bytesField(number, graph) : whole)),
    )
  }
}

/** Whether a node holds graphs of its own, as branches and loops do: they take what stands around them. */
export function hasInnerGraphs({ rest }: Node): boolean {
  return rest.some(whole =>
    [...fields(whole)].some(
      ({ number, bytes }) =>
        number === 5 && [...fields(bytes)].some(part => part.number === 6 || part.number === 11),
    ),
  )
}

/** The attribute of a node by its name, as a message; empty when it has none. */
export function attribute(rest: readonly Uint8Array[], name: string): Uint8Array {
  for (const whole of rest) {
    for (const { number, bytes } of fields(whole)) if (number === 5 && textOf(bytes, 1) === name) return bytes
  }
  return new Uint8Array()
}

/** An attribute that is one number, or a list of whole numbers. */
export function attributeNumbers(rest: readonly Uint8Array[], name: string): number[] {
  return [...fields(attribute(rest, name))].flatMap(({ number, value, bytes }) => {
    if (number === 2) return [floatsOf(bytes)[0] as number]
    if (number === 3) return [value]
    if (number === 8) return bytes.length === 0 ? [value] : packed(bytes)
    return []
  })
}

export const floatAttribute = (name: string, value: number) =>
  bytesField(5, join([bytesField(1, name), floatField(2, value), varintField(20, 1)]))

export const intAttribute = (name: string, value: number) =>
  bytesField(5, join([bytesField(1, name), varintField(3, value), varintField(20, 2)]))

export const intsAttribute = (name: string, values: readonly number[]) =>
  bytesField(
    5,
    join([bytesField(1, name), ...values.map(value => varintField(8, value)), varintField(20, 7)]),
  )

function readNode(message: Uint8Array): Node {
  const [inputs, outputs, rest]: [string[], string[], Uint8Array[]] = [[], [], []]
  for (const { number, bytes, whole } of fields(message)) {
    if (number === 1) inputs.push(new TextDecoder().decode(bytes))
    else if (number === 2) outputs.push(new TextDecoder().decode(bytes))
    else if (number !== 4) rest.push(whole)
  }
  return { op: textOf(message, 4), inputs, outputs, rest }
}

function writeNode({ op, inputs, outputs, rest }: Node): Uint8Array {
  return bytesField(
    1,
    join([
      ...inputs.map(name => bytesField(1, name)),
      ...outputs.map(name => bytesField(2, name)),
      bytesField(4, op),
      ...rest,
    ]),
  )
}

function readTensor(tensor: Uint8Array): Constant | null {
  const dims: number[] = []
  const values: number[] = []
  let raw: Float32Array | undefined
  for (const { number, value, bytes } of fields(tensor)) {
    if (number === 1) dims.push(...(bytes.length === 0 ? [value] : packed(bytes)))
    else if (number === 2 && value !== float32) return null
    else if (number === 4) values.push(...floatsOf(bytes))
    else if (number === 9) raw = floatsOf(bytes)
  }
  const all = raw ?? Float32Array.from(values)
  // Values that stand in another file are not here.
  return all.length === dims.reduce((product, length) => product * length, 1) ? { dims, values: all } : null
}

function writeTensor(dims: readonly number[], values: Float32Array): Uint8Array {
  return join([
    ...dims.map(length => varintField(1, length)),
    varintField(2, float32),
    bytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  ])
}

/** Copied: the bytes of a file do not stand where numbers of four bytes may. */
const floatsOf = (bytes: Uint8Array) => new Float32Array(new Uint8Array(bytes).buffer)

/** Packed varints: as if each had a tag of its own. */
function packed(bytes: Uint8Array): number[] {
  const values: number[] = []
  let [value, factor] = [0, 1]
  for (const byte of bytes) {
    value += (byte & 127) * factor
    factor *= 128
    if (byte >= 128) continue
    values.push(value)
    value = 0
    factor = 1
  }
  return values
}
