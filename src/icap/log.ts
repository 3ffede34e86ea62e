/** JSON lines for whoever runs the server. Never text, file names, addresses or header fields of what passes through. */

export type LogEntry = Readonly<Record<string, string | number | boolean | readonly string[] | null>>

export interface Log {
  write(event: string, entry: LogEntry): void
}

export function createLog(write: (line: string) => void): Log {
  return {
    write: (event, entry) =>
      write(`${JSON.stringify({ time: new Date().toISOString(), event, ...entry })}\n`),
  }
}
