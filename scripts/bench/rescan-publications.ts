/** The ways in which the generated site is published for a rescan, and what each calls its documents. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { postgresBinaries, startCluster } from '../../test/postgres/cluster.ts'
import { description, makeTable, refOfFile, writeRows } from '../rescan-site/database.ts'
import { serveFolder } from '../rescan-site/serve.ts'
import type { Site } from '../rescan-site/site.ts'
import { writeSitemaps } from '../rescan-site/sitemap.ts'

export interface Publication {
  /** What the command is given. */
  readonly args: readonly string[]
  /** How the report names a file of the site. */
  readonly refOf: (file: string) => string
  /** Publishes what has changed on the disk. */
  readonly update: () => Promise<void>
  readonly close: () => Promise<void>
}

type Publish = (folder: string, site: Site) => Promise<Publication>

const folder: Publish = async root => ({
  args: [root],
  refOf: file => file,
  update: async () => {},
  close: async () => {},
})

const crawled =
  (hasMap: boolean): Publish =>
  async (root, site) => {
    const served = await serveFolder(root)
    const base = `http://127.0.0.1:${served.port}/`
    const update = async () => {
      if (hasMap) writeSitemaps(root, site.files, base)
    }
    await update()
    return {
      args: [hasMap ? `${base}sitemap.xml` : base, '--host', new URL(base).host, '--interval', '0'],
      refOf: file => base + file,
      update,
      close: () => served.close(),
    }
  }

const rows: Publish = async (root, site) => {
  const binaries = postgresBinaries()
  if (binaries === null) throw new Error('apt-get install postgresql')
  const cluster = await startCluster(binaries)
  const client = new pg.Client({ connectionString: cluster.url })
  await client.connect()
  await makeTable(client)
  const update = async () => {
    await writeRows(client, root, site.files)
  }
  await update()
  const file = path.join(path.dirname(root), 'cms.yaml')
  writeFileSync(file, description(cluster.url, path.basename(root)))
  return {
    args: [`sql:${file}`],
    refOf: refOfFile,
    update,
    close: async () => {
      await client.end()
      await cluster.end()
    },
  }
}

export const publications: Readonly<Record<string, Publish>> = {
  folder,
  crawl: crawled(false),
  sitemap: crawled(true),
  sql: rows,
}
