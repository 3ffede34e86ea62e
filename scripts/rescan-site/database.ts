/** The generated site as the table of a publishing system on PostgreSQL; its attachments stay in the folder. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'

const rowsAtOnce = 1000
const isArticle = (file: string) => /\/a\d+\.html$/.test(file)

/** What the report calls a file of the site. */
export function refOfFile(file: string): string {
  return isArticle(file) ? `article/${path.basename(file, '.html')}` : `file:${file}`
}

export async function makeTable(client: pg.Client): Promise<void> {
  await client.query(
    'create table article (id text primary key, title text not null, body text not null, changed timestamptz not null)',
  )
}

/** Writes the articles among the files; those that are as before keep their date. @returns how many there are. */
export async function writeRows(
  client: pg.Client,
  folder: string,
  files: readonly string[],
): Promise<number> {
  const articles = files.filter(isArticle)
  for (let from = 0; from < articles.length; from += rowsAtOnce) {
    const some = articles.slice(from, from + rowsAtOnce)
    const bodies = some.map(file => bodyOf(readFileSync(path.join(folder, file), 'utf8'), file))
    await client.query(
      `insert into article select id, '稿件', body, clock_timestamp() from unnest($1::text[], $2::text[]) as new (id, body)
       on conflict (id) do update set body = excluded.body, changed = excluded.changed where article.body <> excluded.body`,
      [some.map(file => path.basename(file, '.html')), bodies],
    )
  }
  return articles.length
}

/** Rows have no folder that their links could be relative to. */
function bodyOf(html: string, file: string): string {
  return html.replaceAll('="files/', `="/${path.dirname(file)}/files/`)
}

/** For `sql:FILE.yaml`. @param attachments relative to that file. */
export function description(url: string, attachments: string): string {
  return [
    `connection: ${JSON.stringify(url)}`,
    'query: select id, title, body as html, changed as updated_at from article',
    'table: article',
    'pageUrl: https://www.example.gov.cn/art/{id}.html',
    'baseUrl: https://www.example.gov.cn/',
    `attachments: ${attachments}`,
  ].join('\n')
}
