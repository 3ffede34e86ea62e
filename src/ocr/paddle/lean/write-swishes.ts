/**
 * x × clip(x + 3, 0, 6) ÷ 6, the hard swish, as x × hardSigmoid(x). The runtime can compute a hard sigmoid only at the
 * end of a convolution, so that x passes through one which changes nothing. A scale and shift after it go into the
 * next convolution, or become one where that one sees beyond the edges: there the shift would be missing.
 */
import { channelwise, isPointwise, setWeights, weightsOf } from './convolution.ts'
import { attributeNumbers, floatAttribute, type Node, type OnnxGraph } from './onnx-graph.ts'
import { scalarOf, scaleAndShift } from './scalar.ts'

export function writeSwishes(graph: OnnxGraph): void {
  for (const node of [...graph.nodes]) {
    const dims = weightsOf(graph, node)?.dims ?? []
    const [channels] = dims
    const input = node.outputs[0]
    // Convolutions over lines or volumes have another number of dimensions than what is added here.
    if (channels === undefined || dims.length !== 4 || input === undefined) continue
    const swish = swishOf(graph, input)
    if (swish !== null) rewrite(graph, node, swish, { input, channels })
  }
}

interface Swish {
  readonly nodes: readonly Node[]
  readonly output: string
}

/** The five operations, when they stand on this and nothing else does. */
function swishOf(graph: OnnxGraph, input: string): Swish | null {
  const users = graph.usersOf(input)
  const add = users.find(user => scalarOf(graph, user, 'Add') === 3)
  const clip = graph.onlyUserOf(add?.outputs[0])
  const multiply = graph.onlyUserOf(clip?.outputs[0])
  const divide = graph.onlyUserOf(multiply?.outputs[0])
  const output = divide?.outputs[0]
  if (users.length !== 2 || add === undefined || clip === null || multiply === null || divide === null)
    return null
  if (!isClipToSix(graph, clip) || multiply.op !== 'Mul' || !users.includes(multiply)) return null
  if (scalarOf(graph, divide, 'Div') !== 6 || output === undefined || graph.results.has(output)) return null
  return { nodes: [add, clip, multiply, divide], output }
}

/** Bounds are attributes up to version 10 of ONNX, inputs from 11 on. */
function isClipToSix(graph: OnnxGraph, { op, inputs, rest }: Node): boolean {
  if (op !== 'Clip') return false
  const [least] = graph.constant(inputs[1])?.values ?? attributeNumbers(rest, 'min')
  const [most] = graph.constant(inputs[2])?.values ?? attributeNumbers(rest, 'max')
  return least === 0 && most === 6
}

function rewrite(
  graph: OnnxGraph,
  node: Node,
  swish: Swish,
  { input, channels }: { readonly input: string; readonly channels: number },
): void {
  const [same, gate, product] = [graph.newName('same'), graph.newName('gate'), graph.newName('swish')]
  const added: Node[] = [
    channelwise(graph, [input, same], channels, { scale: 1, shift: 0 }),
    {
      op: 'HardSigmoid',
      inputs: [same],
      outputs: [gate],
      rest: [floatAttribute('alpha', 1 / 6), floatAttribute('beta', 0.5)],
    },
    { op: 'Mul', inputs: [input, gate], outputs: [product], rest: [] },
  ]
  const after = scaleAndShift(graph, swish.output)
  let result = product
  if (after !== null) {
    const next = graph.usersOf(after.output)
    if (next.every(user => user.inputs[0] === after.output && isPointwise(graph, user))) {
      for (const user of next) takeIn(graph, user, after)
    } else {
      result = graph.newName('scaled')
      added.push(channelwise(graph, [product, result], channels, after))
    }
  }
  graph.replace([...swish.nodes, ...(after?.nodes ?? [])], result)
  graph.insertAfter(node, added)
}

/** A scale and shift before a convolution, in its weights. */
function takeIn(
  graph: OnnxGraph,
  node: Node,
  { scale, shift }: { readonly scale: number; readonly shift: number },
): void {
  const weights = weightsOf(graph, node)
  if (weights === null) return
  const { dims, values } = weights
  const inputs = values.length / weights.bias.length
  setWeights(graph, node, {
    dims,
    values: values.map(value => value * scale),
    bias: weights.bias.map((value, output) => {
      let sum = 0
      for (let i = output * inputs; i < (output + 1) * inputs; i++) sum += values[i] as number
      return value + shift * sum
    }),
  })
}
