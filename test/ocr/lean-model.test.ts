import { InferenceSession, Tensor } from 'onnxruntime-node'
import { expect, test } from 'vitest'
import { leanModel } from '../../src/ocr/paddle/lean/lean-model.ts'
import { OnnxGraph } from '../../src/ocr/paddle/lean/onnx-graph.ts'
import { readModelFile } from '../../src/ocr/paddle/session.ts'

const operations = (file: Uint8Array, op: string) =>
  new OnnxGraph(file).nodes.filter(node => node.op === op).length

/** Lines of specks, which look like small writing, the same each time. */
function input(shape: readonly [number, number, number, number]): Tensor {
  const [, channels, height, width] = shape
  const data = new Float32Array(channels * height * width).fill(1.5)
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width) % height]
    const speck = (Math.floor(x / 2) * 7919 + Math.floor(y / 2) * 104_729 + Math.floor(x / 16)) % 5
    if (y % 32 > 8 && y % 32 < 26 && x % 18 < 15 && speck < 2) data[i] = -1.8
  }
  return new Tensor('float32', data, [...shape])
}

async function run(file: Uint8Array, shape: Parameters<typeof input>[0]): Promise<Float32Array> {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 })
  const [from = '', to = ''] = [session.inputNames[0], session.outputNames[0]]
  const result = (await session.run({ [from]: input(shape) }))[to]
  await session.release()
  return result?.data as Float32Array
}

test.each([
  ['detector', [1, 3, 192, 256]],
  ['recogniser', [1, 3, 48, 320]],
] as const)('the lean %s computes the same in fewer steps', async (kind, shape) => {
  const file = await readModelFile(kind)
  const lean = leanModel(file)
  for (const op of ['Clip', 'Div']) expect(operations(lean, op), op).toBeLessThan(operations(file, op) - 20)
  const before = await run(file, shape)
  const after = await run(lean, shape)
  expect(after.length).toBe(before.length)
  let [farthest, greatest] = [0, 0]
  for (const [i, value] of after.entries()) {
    farthest = Math.max(farthest, Math.abs(value - (before[i] as number)))
    greatest = Math.max(greatest, value)
  }
  // They differ by rounding: the recogniser's probabilities at the fifth place.
  expect(farthest).toBeLessThan(1e-4)
  expect(greatest).toBeGreaterThan(0.01)
})

test('a model without these forms keeps its bytes', async () => {
  const lean = leanModel(await readModelFile('detector'))
  expect(Buffer.from(leanModel(lean)).equals(lean)).toBe(true)
})
