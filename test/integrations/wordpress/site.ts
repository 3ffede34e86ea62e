/** Debian's WordPress with the plugin, on MariaDB, served by PHP on a free port. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../../free-port.ts'
import { startMariaDb } from '../mariadb.ts'

const packaged = '/usr/share/wordpress'
const plugin = path.join(import.meta.dirname, '../../../samples/integrations/wordpress/baoshen-gate')

export const password = 'Blue-Heron-42-春'

/** On a busy machine; milliseconds. */
const answerWithin = 90_000

export interface Gate {
  readonly url: string
  readonly key: string
}

export interface Site {
  readonly url: string
  readonly folder: string
  /**
   * Runs PHP inside WordPress, as a person, and returns what it `return`s.
   * @param code the body of a function; `$argument` is what was given.
   */
  readonly php: <T>(code: string, argument?: unknown, login?: string) => Promise<T>
  /** Lets the plugin ask another service, or with another key. */
  readonly point: (gate: Gate) => void
  /** Time has come for a scheduled post: WordPress's cron runs. */
  readonly cron: (post: number) => Promise<void>
  /** What PHP complained about so far. */
  readonly log: () => string
  readonly end: () => Promise<void>
}

function configuration(socket: string, url: string, gate: Gate): string {
  const constants = {
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WP_HOME: url,
    WP_SITEURL: url,
    WP_DEBUG: true,
    WP_DEBUG_DISPLAY: false,
    WP_ENVIRONMENT_TYPE: 'local',
    // Time passes when a test says so.
    DISABLE_WP_CRON: true,
    AUTOMATIC_UPDATER_DISABLED: true,
    WP_HTTP_BLOCK_EXTERNAL: true,
    WP_ACCESSIBLE_HOSTS: '127.0.0.1',
    BAOSHEN_URL: gate.url,
    BAOSHEN_KEY: gate.key,
    ...Object.fromEntries(
      ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap(name => [
        [`${name}_KEY`, `${name} key of a test`],
        [`${name}_SALT`, `${name} salt of a test`],
      ]),
    ),
  }
  const lines = Object.entries(constants).map(
    ([name, value]) => `define( '${name}', ${typeof value === 'boolean' ? value : `'${value}'`} );`,
  )
  return `<?php\n${lines.join('\n')}\n$table_prefix = 'wp_';\nif ( ! defined( 'ABSPATH' ) ) define( 'ABSPATH', __DIR__ . '/' );\nrequire_once ABSPATH . 'wp-settings.php';\n`
}

/** Debian's files, without the hundred languages that nobody here reads. */
function copyWordPress(site: string): void {
  cpSync(packaged, site, {
    recursive: true,
    dereference: true,
    filter: source => {
      const name = path.basename(source)
      const isOtherLanguage = source.includes('/languages/') && !name.includes('zh_CN')
      return !isOtherLanguage && source !== `${packaged}/wp-config.php`
    },
  })
}

export async function startSite(gate: Gate, people: Readonly<Record<string, string>>): Promise<Site> {
  const database = await startMariaDb('wordpress')
  const folder = mkdtempSync(path.join(tmpdir(), 'baoshen-wordpress-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess | undefined
  let log = ''

  const point = (to: Gate) =>
    writeFileSync(path.join(folder, 'wp-config.php'), configuration(database.socket, url, to))
  // The service may run in this process: nothing here waits without letting it answer.
  const run = (script: string, options: object): Promise<string> =>
    new Promise((resolve, reject) => {
      const file = path.join(import.meta.dirname, script)
      const args = [file, folder, JSON.stringify({ url, ...options })]
      execFile('php', args, (error, stdout, stderr) => {
        log += complaintsIn(stderr)
        if (error) reject(new Error(`${script}: ${stdout}${stderr}`))
        else resolve(stdout)
      })
    })
  const end = async () => {
    // Its workers, too.
    if (server?.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGTERM')
    await database.end()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    copyWordPress(folder)
    point(gate)
    cpSync(
      path.join(import.meta.dirname, 'portal.php'),
      path.join(folder, 'wp-content/mu-plugins/portal.php'),
    )
    cpSync(plugin, path.join(folder, 'wp-content/plugins/baoshen-gate'), { recursive: true })
    await run('install.php', { password, people })
    server = spawn(
      'php',
      [
        '-d',
        'opcache.revalidate_freq=0',
        '-d',
        'upload_max_filesize=32M',
        '-d',
        'post_max_size=64M',
        '-S',
        `127.0.0.1:${port}`,
        '-t',
        folder,
      ],
      // The editor asks several things at once, and WordPress asks itself.
      {
        env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      },
    )
    server.stderr?.setEncoding('utf8').on('data', text => {
      log += complaintsIn(String(text))
    })
    await answers(`${url}/wp-login.php`)
  } catch (error) {
    await end()
    throw error
  }
  const php: Site['php'] = async (code, argument = null, login = 'admin') => {
    const printed = await run('run.php', { code, argument, login })
    try {
      return JSON.parse(printed)
    } catch {
      throw new Error(printed)
    }
  }
  return {
    url,
    folder,
    php,
    point,
    async cron(post) {
      await php(
        `global $wpdb;
        $wpdb->update( $wpdb->posts, array( 'post_date' => '2026-01-05 09:00:00', 'post_date_gmt' => '2026-01-05 01:00:00' ), array( 'ID' => $argument ) );
        wp_clear_scheduled_hook( 'publish_future_post', array( $argument ) );
        wp_schedule_single_event( time() - 1, 'publish_future_post', array( $argument ) );`,
        post,
      )
      await fetch(`${url}/wp-cron.php`)
      // The page answers before the work is done.
      for (const deadline = Date.now() + answerWithin; ; ) {
        if ((await php<string>('return get_post_status( $argument );', post)) !== 'future') return
        if (Date.now() > deadline) throw new Error(`post ${post} still waits for its hour`)
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    },
    log: () => log,
    end,
  }
}

/** What is wrong with the plugin; WordPress of this age has its own quarrels with newer versions of PHP. */
function complaintsIn(output: string): string {
  return output
    .split('\n')
    .filter(line => /PHP (Fatal|Parse)|PHP .*baoshen-gate/.test(line))
    .map(line => `${line}\n`)
    .join('')
}

async function answers(url: string): Promise<void> {
  for (const deadline = Date.now() + answerWithin; ; ) {
    const isUp = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (isUp) return
    if (Date.now() > deadline) throw new Error('WordPress does not answer')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** Every picture and paper that a folder of the site holds: what a visitor could fetch. */
export function uploads(site: Site): string[] {
  try {
    return readdirSync(path.join(site.folder, 'wp-content/uploads'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => entry.name)
  } catch {
    return []
  }
}
