/** Memory and processor time of processes, as Linux keeps it; nothing is measured elsewhere. */
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

/** The words that it was started with, or that it calls itself by; empty when it is gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
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

/** Ticks of a second in which Linux counts processor time, on every machine that Node runs on. */
const ticks = 100

/** Processor time that a process and its ended children have used; 0 when it is gone. */
export function processorSeconds(pid: number): number {
  const { own, children } = processorTimes(pid)
  return own + children
}

/** Seconds of processor time of a process, and of those of its children that have ended; 0 when it is gone. */
export function processorTimes(pid: number): { own: number; children: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // utime, stime, cutime, cstime: proc(5), fields 14 to 17, of which the first two are cut off here.
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number)
    return { own: (user + system) / ticks, children: (childrenUser + childrenSystem) / ticks }
  } catch {
    return { own: 0, children: 0 }
  }
}
