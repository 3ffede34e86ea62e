/** TLS to a vetted address is checked against the name that was asked for, not against the address. */
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseAllowList } from '../../src/outbound/allow.ts'
import { fetchOutside } from '../../src/outbound/fetch-outside.ts'

/** For hooks.example.cn, signed by itself; made for this test and used for nothing else. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxihRVGIDR3U+/BtC
YULFnAyGXma2VkdJnWaUep6xfXuhRANCAATCQ6d+w2+S40Q5tnPO0I1MxipqzqUd
1fSrlntOnTxWaYRV+AUoW0QyDeHPG6rydDbPgvEkHj4dc6vmS4JBKH5l
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBqjCCAVCgAwIBAgIUIWzVC+eGJPDl9dn/bGOFrr4CXj0wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQaG9va3MuZXhhbXBsZS5jbjAgFw0yNjExMjYxMDU0MjVaGA8y
MTI2MTEwMjEwNTQyNVowGzEZMBcGA1UEAwwQaG9va3MuZXhhbXBsZS5jbjBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABMJDp37Db5LjRDm2c87QjUzGKmrOpR3V9KuW
e06dPFZphFX4BShbRDIN4c8bqvJ0Ns+C8SQePh1zq+ZLgkEofmWjcDBuMB0GA1Ud
DgQWBBQGwOHLodOYaWnDC81rTxZ21O5TvDAfBgNVHSMEGDAWgBQGwOHLodOYaWnD
C81rTxZ21O5TvDAPBgNVHRMBAf8EBTADAQH/MBsGA1UdEQQUMBKCEGhvb2tzLmV4
YW1wbGUuY24wCgYIKoZIzj0EAwIDSAAwRQIgY0VcvKy7T9BhhrGf6h3hNbaFzHoi
FIp+Jv9XyGnpdSACIQDR9gktBBwshCKYCsa2JOnMbKKFFH9O5aTL/D6Y7Mn5Mw==
-----END CERTIFICATE-----`

let server: Server
let port = 0
const names: unknown[] = []
const before = getCACertificates('default')

beforeAll(async () => {
  server = createServer({ key, cert }, (request, response) => {
    names.push((request.socket as TLSSocket).servername)
    response.end('ok')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  setDefaultCACertificates(before)
  server.closeAllConnections()
  server.close()
})

const get = (host: string) =>
  fetchOutside(`https://${host}:${port}/`, {
    allow: parseAllowList([`127.0.0.1:${port}`]),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    timeoutMs: 5000,
  })

it('trusts only authorities it knows, and only for the names they signed', async () => {
  expect(await get('hooks.example.cn')).toMatchObject({
    ok: false,
    code: 'tls-failed',
    details: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  })
  setDefaultCACertificates([...before, cert])
  expect(await get('hooks.example.cn')).toMatchObject({ ok: true, status: 200 })
  expect(names).toEqual(['hooks.example.cn'])
  expect(await get('other.example.cn')).toMatchObject({
    ok: false,
    code: 'tls-failed',
    details: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  })
})
