/** One's own models may have what PP-OCR's have not: they are run as they are, or compute the same. */
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { bytesField, join, varintField } from '../../src/ocr/models/protobuf.ts'
import { leanModel } from '../../src/ocr/paddle/lean/lean-model.ts'
import { intAttribute, intsAttribute } from '../../src/ocr/paddle/lean/onnx-graph.ts'

type Operation = readonly [op: string, inputs: readonly string[], output: string, ...attributes: Uint8Array[]]

/** A network from x to y, both of this shape in float32; weights are TensorProtos. */
function network(shape: readonly number[], weights: readonly Uint8Array[], steps: readonly Operation[]) {
  const graph = join([
    ...steps.map(([op, inputs, output, ...attributes]) =>
      bytesField(
        1,
        join([
          ...inputs.map(name => bytesField(1, name)),
          bytesField(2, output),
          bytesField(4, op),
          ...attributes,
        ]),
      ),
    ),
    bytesField(2, 'made'),
    ...weights.map(weight => bytesField(5, weight)),
    bytesField(11, value('x', shape)),
    bytesField(12, value('y', shape)),
  ])
  return join([varintField(1, 8), bytesField(7, graph), bytesField(8, varintField(2, 13))])
}

function value(name: string, shape: readonly number[]): Uint8Array {
  const lengths = join(shape.map(length => bytesField(1, varintField(1, length))))
  return join([
    bytesField(1, name),
    bytesField(2, bytesField(1, join([varintField(1, 1), bytesField(2, lengths)]))),
  ])
}

function weight(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  return join([
    ...dims.map(length => varintField(1, length)),
    varintField(2, 1),
    bytesField(8, name),
    bytesField(9, new Uint8Array(Float32Array.from(values).buffer)),
  ])
}

async function compute(file: Uint8Array, shape: readonly number[]) {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 })
  const count = shape.reduce((product, length) => product * length, 1)
  const x = new Tensor(
    'float32',
    Float32Array.from({ length: count }, (_, i) => i / 3 - 2),
    [...shape],
  )
  const { y } = await session.run({ x })
  await session.release()
  return { shape: y?.dims, values: [...((y?.data ?? []) as Float32Array)].map(number => number.toFixed(4)) }
}

const excitation = (x: string, y: string): Operation[] => [
  ['HardSigmoid', [x], 'e'],
  ['Mul', [x, 'e'], 'm'],
  ['Add', [x, 'm'], y],
]

test('an excitation of a table keeps its number of dimensions', async () => {
  const file = network([2, 3], [], [...excitation('x', 'o'), ['Relu', ['o'], 'y']])
  const lean = leanModel(file)
  expect(lean).not.toEqual(file)
  expect(await compute(lean, [2, 3])).toEqual(await compute(file, [2, 3]))
})

test('a swish behind a convolution over lines computes the same', async () => {
  const scalars = Object.entries({ three: 3, six: 6, zero: 0 }).map(([name, number]) =>
    weight(name, [], [number]),
  )
  const file = network(
    [1, 2, 6],
    [weight('w', [2, 2, 1], [1, 2, -1, 0.5]), ...scalars],
    [
      ['Conv', ['x', 'w'], 'c', intsAttribute('kernel_shape', [1])],
      ['Add', ['c', 'three'], 'a'],
      ['Clip', ['a', 'zero', 'six'], 'k'],
      ['Mul', ['c', 'k'], 'm'],
      ['Div', ['m', 'six'], 'd'],
      ['Relu', ['d'], 'y'],
    ],
  )
  expect(await compute(leanModel(file), [1, 2, 6])).toEqual(await compute(file, [1, 2, 6]))
})

test('half floats are left alone', async () => {
  const one = join([varintField(2, 10), bytesField(8, 'one'), bytesField(9, Uint8Array.of(0, 0x3c))])
  const file = network(
    [1, 2, 2, 2],
    [one],
    [
      ['Cast', ['x'], 'h', intAttribute('to', 10)],
      ['Mul', ['h', 'one'], 'n'],
      ...excitation('n', 'o'),
      ['Cast', ['o'], 'y', intAttribute('to', 1)],
    ],
  )
  expect((await compute(file, [1, 2, 2, 2])).values[7]).not.toBe('0.0000')
  expect(leanModel(file)).toEqual(file)
})

test('what is no model is left to the runtime', () => {
  const file = new TextEncoder().encode('not a model at all')
  expect(leanModel(file)).toBe(file)
})
