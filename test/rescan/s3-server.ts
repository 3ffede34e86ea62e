/** An S3 server of its own, for the tests: `node --openssl-legacy-provider s3-server.ts FOLDER` prints its port. */
import S3rver from '@20minutes/s3rver'

const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: process.argv[2] ?? '',
  configureBuckets: [{ name: 'portal' }],
})
const { port } = await server.run()
process.stdout.write(`${port}\n`)
// Ends with the test, however that ends.
process.stdin.on('end', () => process.exit()).resume()
