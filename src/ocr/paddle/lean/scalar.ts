/** Operations with one number. */
import type { Node, OnnxGraph } from './onnx-graph.ts'

/** The number when the node is this operation of a tensor and a constant of one number; null otherwise. */
export function scalarOf(graph: OnnxGraph, node: Node | null, op: string): number | null {
  if (node?.op !== op) return null
  const constants = node.inputs.map(name => graph.constant(name))
  const [first, second] = constants
  if (second?.values.length === 1) return first === null ? (second.values[0] ?? null) : null
  // A number may stand first where the order is all the same.
  if (op === 'Div' || first?.values.length !== 1 || second !== null) return null
  return first.values[0] ?? null
}

export interface ScaleAndShift {
  readonly scale: number
  readonly shift: number
  readonly nodes: readonly [Node, Node]
  readonly output: string
}

/** × a number, + a number, and nothing else takes what is scaled. */
export function scaleAndShift(graph: OnnxGraph, name: string | undefined): ScaleAndShift | null {
  const multiply = graph.onlyUserOf(name)
  const scale = scalarOf(graph, multiply, 'Mul')
  const add = graph.onlyUserOf(multiply?.outputs[0])
  const shift = scalarOf(graph, add, 'Add')
  const output = add?.outputs[0]
  if (
    multiply === null ||
    add === null ||
    scale === null ||
    shift === null ||
    output === undefined ||
    graph.results.has(output)
  )
    return null
  return { scale, shift, nodes: [multiply, add], output }
}
