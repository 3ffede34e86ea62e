/** x + x × e, where e is one number a channel, is x × (1 + e): one pass over x less. */
import type { OnnxGraph } from './onnx-graph.ts'

export function joinExcitations(graph: OnnxGraph): void {
  for (const node of [...graph.nodes]) {
    if (node.op !== 'HardSigmoid') continue
    const [excitation] = node.outputs
    const multiply = graph.onlyUserOf(excitation)
    const add = graph.onlyUserOf(multiply?.outputs[0])
    const excited = multiply?.inputs.find(name => name !== excitation)
    if (excitation === undefined || excited === undefined || multiply?.op !== 'Mul' || add?.op !== 'Add')
      continue
    if (!add.inputs.includes(excited) || add.outputs.some(name => graph.results.has(name))) continue
    const more = graph.newName('more')
    const one = graph.addConstant([1], Float32Array.of(1))
    graph.insertAfter(node, [{ op: 'Add', inputs: [excitation, one], outputs: [more], rest: [] }])
    multiply.inputs = [excited, more]
    graph.replace([add], multiply.outputs[0] as string)
  }
}
