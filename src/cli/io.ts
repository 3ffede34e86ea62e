/** What a command may touch of the world around it; tests give it memory instead of a terminal. */
export interface Output {
  write(text: string): void
  readonly isTTY: boolean
  readonly columns: number
}

export interface Io {
  readonly stdout: Output
  readonly stderr: Output
  /** Standard input as bytes, for `-`. */
  readonly stdin: () => Promise<Uint8Array>
  /** Raised by Ctrl-C. */
  readonly signal: AbortSignal
  readonly env: Readonly<Record<string, string | undefined>>
}
