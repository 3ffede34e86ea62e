/** `npm run build:web`: the pages, built into `dist/web`. No inline script, so that the server's policy can forbid it. */
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './compressed.ts'
import { routeTable } from './route-table.ts'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), routeTable(), compressed()],
  build: {
    outDir: path.join(import.meta.dirname, '../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    license: { fileName: 'licences.md' },
  },
})
