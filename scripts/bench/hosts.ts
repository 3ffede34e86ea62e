/**
 * Hosts of their own on this machine, as far as a kernel can make them: a network namespace with one address and
 * nothing of its own on it, a name, and no shared memory; wired to this one by a bridge. Linux, and root.
 */
import { spawnSync } from 'node:child_process'

const bridge = 'baoshen-bench'
/** Addresses of the hosts and of this one, 198.18.0.0/15 being set aside for benchmarks (RFC 2544, appendix C.2.2). */
export const network = '198.18.7.0/24'
const addressOf = (host: number) => `198.18.7.${host + 1}`
/** Where all hosts reach this one. */
export const ownAddress = addressOf(0)

export interface Hosts {
  /** The words before a command that is to run on a host, counted from 1. */
  prefix(host: number): string[]
  close(): void
}

/** @throws {Error} when the machine does not allow it. */
export function makeHosts(count: number): Hosts {
  const name = (host: number) => `${bridge}-${host}`
  const close = () => {
    for (let host = 1; host <= count; host += 1) spawnSync('ip', ['netns', 'del', name(host)])
    spawnSync('ip', ['link', 'del', bridge])
  }
  // What a run that was killed left behind.
  close()
  ip(`link add ${bridge} type bridge`)
  ip(`addr add ${ownAddress}/24 dev ${bridge}`)
  ip(`link set ${bridge} up`)
  for (let host = 1; host <= count; host += 1) {
    ip(`netns add ${name(host)}`)
    ip(`link add bsbench${host} type veth peer name eth0 netns ${name(host)}`)
    ip(`link set bsbench${host} master ${bridge} up`)
    ip(`-n ${name(host)} addr add ${addressOf(host)}/24 dev eth0`)
    ip(`-n ${name(host)} link set eth0 up`)
    ip(`-n ${name(host)} link set lo up`)
  }
  return {
    prefix: host => [
      ...['ip', 'netns', 'exec', name(host), 'unshare', '--uts', '--ipc'],
      ...['sh', '-c', `hostname ${name(host)} && exec "$@"`, 'sh'],
    ],
    close,
  }
}

function ip(words: string): void {
  const { status, stderr } = spawnSync('ip', words.split(' '), { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ip ${words}: ${stderr}`)
}
