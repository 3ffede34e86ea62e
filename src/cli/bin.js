#!/usr/bin/env node
// Plain JavaScript without static imports of our own, so that an old Node can still say what is wrong.
import { existsSync } from 'node:fs'

const needed = 24
if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(
    `baoshen 需要 Node.js ${needed} 或更高版本，当前为 ${process.version}。请安装新版本后重试：https://nodejs.org\n` +
      `baoshen needs Node.js ${needed} or later; this is ${process.version}. Install a newer one: https://nodejs.org`,
  )
  process.exitCode = 2
} else {
  // In a checkout the program is TypeScript, in the built package JavaScript.
  const source = new URL('./main.ts', import.meta.url)
  const { main } = await import(existsSync(source) ? source.href : new URL('./main.js', import.meta.url).href)
  await main()
}
