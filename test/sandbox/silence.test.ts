/** Nothing goes out: Node's permission model does not bind native code, so the native code itself is looked at. */
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { childEnvironment } from '../../src/sandbox/permissions.ts'
import { root } from '../cli/program.ts'

const modules = path.join(root, 'node_modules')
const native = globSync('**/*.{so,so.*,node,dylib,dll}', { cwd: modules }).map(file =>
  path.join(modules, file),
)

describe('native libraries', () => {
  it('are there to be looked at', () => {
    expect(native.some(file => file.includes('onnxruntime'))).toBe(true)
    expect(native.some(file => file.includes('sharp') || file.includes('img'))).toBe(true)
  })

  // onnxruntime 1.29 and 1.30 keep a device id in the home folder and send events to this address.
  it('hold no address of a telemetry service', () => {
    const talkative = native.filter(file => readFileSync(file).includes('events.data.microsoft.com'))
    expect(talkative).toEqual([])
  })
})

describe('the environment of a child process', () => {
  it('switches telemetry off and holds nothing of ours', () => {
    const { ORT_DISABLE_TELEMETRY, HOME, USERPROFILE } = childEnvironment()
    expect(ORT_DISABLE_TELEMETRY).toBe('1')
    expect([HOME, USERPROFILE]).toEqual([undefined, undefined])
  })
})
