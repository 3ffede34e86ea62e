declare module 'virtual:route-table' {
  /** See route-table.ts. */
  const table: unknown
  export default table
}

declare module '*.css'
