/** Convolutions whose weights are known: they can take in what is linear before or after them. */
import { attributeNumbers, intAttribute, intsAttribute, type Node, type OnnxGraph } from './onnx-graph.ts'

export interface Weights {
  /** Outputs × inputs a group × height × width. */
  readonly dims: readonly number[]
  readonly values: Float32Array
  /** One an output. */
  readonly bias: Float32Array
}

/** Null when the node is no convolution, or its weights are computed. */
export function weightsOf(graph: OnnxGraph, node: Node): Weights | null {
  if (node.op !== 'Conv') return null
  const weights = graph.constant(node.inputs[1])
  const outputs = weights?.dims[0]
  if (weights === null || outputs === undefined) return null
  const bias = node.inputs.length < 3 ? new Float32Array(outputs) : graph.constant(node.inputs[2])?.values
  return bias === undefined ? null : { ...weights, bias }
}

export function setWeights(graph: OnnxGraph, node: Node, { dims, values, bias }: Weights): void {
  const [input = ''] = node.inputs
  node.inputs = [input, graph.addConstant(dims, values), graph.addConstant([bias.length], bias)]
}

/** Sees one pixel at a time: what is added to its input at every pixel is the same at the edges. */
export function isPointwise(graph: OnnxGraph, node: Node): boolean {
  const weights = weightsOf(graph, node)
  if (weights === null || weights.dims[2] !== 1 || weights.dims[3] !== 1) return false
  const groups = attributeNumbers(node.rest, 'group')[0] ?? 1
  return groups === 1 && attributeNumbers(node.rest, 'pads').every(pad => pad === 0)
}

/** A convolution that scales and shifts every channel by itself. */
export function channelwise(
  graph: OnnxGraph,
  [input, output]: readonly [string, string],
  channels: number,
  { scale, shift }: { readonly scale: number; readonly shift: number },
): Node {
  const weights = graph.addConstant([channels, 1, 1, 1], new Float32Array(channels).fill(scale))
  const bias = shift === 0 ? [] : [graph.addConstant([channels], new Float32Array(channels).fill(shift))]
  return {
    op: 'Conv',
    inputs: [input, weights, ...bias],
    outputs: [output],
    rest: [
      intAttribute('group', channels),
      intsAttribute('kernel_shape', [1, 1]),
      intsAttribute('strides', [1, 1]),
      intsAttribute('dilations', [1, 1]),
      intsAttribute('pads', [0, 0, 0, 0]),
    ],
  }
}
