/** The memory of processes, as Linux keeps it; nothing is measured elsewhere. */
import { readdirSync, readFileSync } from 'node:fs'

/** Processes below one, itself included. */
export function family(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended between the listing and the look.
    }
  }
  const found = [pid]
  for (const member of found) for (const [child, parent] of parents) if (parent === member) found.push(child)
  return found
}

function kilobytesOf(pid: number, field: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]
    return kilobytes === undefined ? null : Number(kilobytes)
  } catch {
    return null
  }
}

/** 0 when it is gone. */
export function residentMegabytes(pid: number): number {
  return (kilobytesOf(pid, 'VmRSS') ?? 0) / 1024
}

/** The most that it ever held; null when it is gone. */
export function peakMegabytes(pid: number | undefined): number | null {
  const kilobytes = pid === undefined ? null : kilobytesOf(pid, 'VmHWM')
  return kilobytes === null ? null : kilobytes / 1024
}
