/** (w·x + b) × scale + shift is one convolution with other weights. */
import { setWeights, weightsOf } from './convolution.ts'
import type { OnnxGraph } from './onnx-graph.ts'
import { scaleAndShift } from './scalar.ts'

export function foldScales(graph: OnnxGraph): void {
  for (const node of [...graph.nodes]) {
    const weights = weightsOf(graph, node)
    const after = scaleAndShift(graph, node.outputs[0])
    if (weights === null || after === null) continue
    const { scale, shift } = after
    setWeights(graph, node, {
      dims: weights.dims,
      values: weights.values.map(value => value * scale),
      bias: weights.bias.map(value => value * scale + shift),
    })
    graph.replace(after.nodes, node.outputs[0] as string)
  }
}
