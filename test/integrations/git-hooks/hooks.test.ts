/** The hooks of samples/integrations/git-hooks in real repositories. */
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openShell, type Ran, root, type Shell, samples } from '../shell.ts'

const hooks = path.join(samples, 'integrations/git-hooks')
const marked = '机密★20年\n关于召开专题会议的通知\n'
const plain = '停水通知\n6月12日夜间停水，请提前储水。\n'

let shell: Shell
let repository: string
let remote: string
let count = 0

beforeAll(() => {
  shell = openShell()
})
afterAll(() => shell.end())

beforeEach(async () => {
  count += 1
  repository = path.join(shell.folder, `work ${count}`)
  remote = path.join(shell.folder, `remote-${count}.git`)
  await shell.run(['git', 'init', '--quiet', '--bare', '-b', 'main', remote])
  await shell.run(['git', 'init', '--quiet', '-b', 'main', repository])
  await git('config', 'user.name', '编辑')
  await git('config', 'user.email', 'editor@portal.invalid')
  await git('remote', 'add', 'origin', remote)
})

const git = (...args: string[]): Promise<Ran> => shell.run(['git', ...args], { cwd: repository })
/** `--no-verify` where the hook under test is another one. */
const commitAll = async (message: string) => {
  await git('add', '--all')
  return git('commit', '--quiet', '--no-verify', '-m', message)
}

function install(...names: string[]): void {
  const folder = path.join(repository, '.git/hooks')
  mkdirSync(folder, { recursive: true })
  for (const name of names) cpSync(path.join(hooks, name), path.join(folder, name))
}

function write(name: string, text: string): void {
  const file = path.join(repository, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const head = async () => (await git('rev-parse', '--verify', '--quiet', 'HEAD')).stdout.trim()

describe('pre-commit', () => {
  beforeEach(() => install('pre-commit', 'pre-merge-commit'))

  it('stops a commit with status 1 and names file, page, rule and what to do', async () => {
    copyFileSync(path.join(root, 'test/fixtures/pdf/gbk-euc-h.pdf'), path.join(repository, '会议 材料.pdf'))
    await git('add', '--all')
    const commit = await git('commit', '-m', 'publish')
    expect(commit.status).toBe(1)
    expect(commit.stdout + commit.stderr).toMatch(
      /会议 材料\.pdf.*must not be published\n\s+page 1 .*\[cn\.mark\.[a-z-]+\]\n\s+why: .*\n\s+to do: /,
    )
    expect(await head()).toBe('')
  })

  it('reads what is staged, not the working tree: neither way round', async () => {
    write('posts/通知.txt', marked)
    await git('add', '--all')
    write('posts/通知.txt', plain)
    const changedBack = await git('commit', '-m', 'publish')
    expect(changedBack.status).toBe(1)
    expect(changedBack.stdout + changedBack.stderr).toContain('posts/通知.txt')

    await git('add', '--all')
    write('posts/通知.txt', marked)
    write('untracked.txt', marked)
    expect(await git('commit', '-m', 'publish')).toMatchObject({ status: 0 })
  })

  it('is silent when nothing is held back', async () => {
    write('通知.txt', plain)
    write('.gitkeep', '')
    await git('add', '--all')
    const commit = await git('commit', '--quiet', '-m', 'publish')
    expect(commit).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it('screens files whatever their names are', async () => {
    for (const name of [
      'with space.txt',
      '汉字.txt',
      'line\nbreak.txt',
      '"quoted".txt',
      '-dash.txt',
      'tab\tin.txt',
    ])
      write(name, marked)
    await git('add', '--all')
    const commit = await git('commit', '-m', 'publish')
    expect(commit.status).toBe(1)
    expect(commit.stdout + commit.stderr).toContain('6 of 6 documents must not be published')
  })

  it('lets a marked file be deleted and renames be seen', async () => {
    write('old.txt', marked)
    await commitAll('before the hook was there')
    await git('mv', 'old.txt', 'new.txt')
    expect((await git('commit', '-m', 'rename')).status).toBe(1)
    await git('reset', '--quiet', '--hard')
    await git('rm', '--quiet', 'old.txt')
    expect((await git('commit', '-m', 'delete')).status).toBe(0)
  })

  it('screens what a merge brings, with and without a conflict', async () => {
    write('base.txt', plain)
    await commitAll('base')
    await git('checkout', '--quiet', '-b', 'side')
    write('side.txt', marked)
    write('base.txt', `${plain}side\n`)
    await commitAll('side')
    await git('checkout', '--quiet', 'main')
    write('main.txt', plain)
    await commitAll('main')
    const before = await head()
    expect((await git('merge', '--no-edit', 'side')).status).toBe(1)
    expect(await head()).toBe(before)
    await git('merge', '--abort')

    write('base.txt', `${plain}main\n`)
    await commitAll('conflict')
    expect((await git('merge', '--no-edit', 'side')).status).toBe(1)
    write('base.txt', plain)
    await git('add', '--all')
    const merge = await git('commit', '--no-edit')
    expect(merge.status).toBe(1)
    expect(merge.stdout + merge.stderr).toContain('side.txt')
  })

  it('leaves out what .baoshenignore said before this commit, and says so; no commit excepts itself', async () => {
    write('test/教材.txt', marked)
    write('.baoshenignore', 'test/\n')
    await git('add', '--all')
    expect((await git('commit', '-m', 'both at once')).status).toBe(1)
    await git('reset', '--quiet', '--', 'test')
    expect((await git('commit', '-m', 'rules first')).status).toBe(0)
    await git('add', '--all')
    const commit = await git('commit', '--quiet', '-m', 'then the example')
    expect(commit).toMatchObject({ status: 0, stderr: expect.stringContaining('1 files were left out') })
  })

  it('stops the commit when baoshen is not there', async () => {
    write('通知.txt', plain)
    await git('add', '--all')
    const env = { BAOSHEN: '/nowhere/baoshen' }
    const commit = await shell.run(['git', 'commit', '-m', 'publish'], { cwd: repository, env })
    expect(commit.status).toBe(1)
    expect(await head()).toBe('')
  })

  it('holds back what it cannot read, a Git LFS pointer among it, and says so', async () => {
    write('影片.docx', 'version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 9\n')
    await git('add', '--all')
    const commit = await git('commit', '-m', 'publish')
    expect(commit.status).toBe(1)
    expect(commit.stdout + commit.stderr).toMatch(/Git LFS pointer.*\[unreadable\]/)
    expect((await shell.run(['baoshen', 'gate', '--staged'], { cwd: repository })).status).toBe(3)
  })
})

describe('pre-push', () => {
  beforeEach(() => install('pre-push'))

  it('screens every commit that is pushed, also what a later one deletes, and its message', async () => {
    write('a.txt', marked)
    await commitAll('add')
    rmSync(path.join(repository, 'a.txt'))
    await commitAll('绝密★长期 清理')
    const push = await git('push', 'origin', 'main')
    expect(push.status).toBe(1)
    const told = push.stdout + push.stderr
    expect(told).toMatch(/[0-9a-f]{8}:a\.txt {2}must not be published/)
    expect(told).toMatch(/[0-9a-f]{8} \(commit message\) {2}must not be published/)
    expect((await git('ls-remote', 'origin')).stdout).toBe('')
  })

  it('does not screen again what the other side has', async () => {
    write('old.txt', marked)
    await commitAll('there already')
    await git('push', '--quiet', '--no-verify', 'origin', 'main')
    write('new.txt', plain)
    await commitAll('new')
    expect((await git('push', '--quiet', 'origin', 'main')).status).toBe(0)
    await git('checkout', '--quiet', '-b', 'other')
    expect((await git('push', '--quiet', 'origin', 'other')).status).toBe(0)
    expect((await git('push', '--quiet', 'origin', '--delete', 'other')).status).toBe(0)
  })

  it('screens the message of a tag', async () => {
    write('a.txt', plain)
    await commitAll('clean')
    await git('push', '--quiet', 'origin', 'main')
    await git('tag', '--annotate', 'v1', '-m', '机密★20年')
    const push = await git('push', 'origin', 'v1')
    expect(push.status).toBe(1)
    expect(push.stdout + push.stderr).toMatch(/[0-9a-f]{8} \(tag message\) {2}must not be published/)
    await git('tag', '--annotate', 'v2', '-m', '停水通知')
    expect((await git('push', '--quiet', 'origin', 'v2')).status).toBe(0)
  })

  it('screens what only a merge commit holds', async () => {
    write('base.txt', plain)
    await commitAll('base')
    await git('checkout', '--quiet', '-b', 'side')
    write('side.txt', plain)
    await commitAll('side')
    await git('checkout', '--quiet', 'main')
    write('main.txt', plain)
    await commitAll('main')
    await git('merge', '--quiet', '--no-commit', 'side')
    write('slipped.txt', marked)
    await commitAll('merge')
    const push = await git('push', 'origin', 'main')
    expect(push.status).toBe(1)
    expect(push.stdout + push.stderr).toContain('slipped.txt')
  })
})

describe('pre-receive', () => {
  it('refuses a push on the server, whatever hooks the other side left out', async () => {
    cpSync(path.join(hooks, 'pre-receive'), path.join(remote, 'hooks/pre-receive'))
    write('通知.txt', plain)
    await commitAll('clean')
    expect((await git('push', '--quiet', 'origin', 'main')).status).toBe(0)
    write('通知.txt', marked)
    await commitAll('marked')
    const push = await git('push', '--no-verify', 'origin', 'main')
    expect(push.status).toBe(1)
    expect(push.stderr).toMatch(/:通知\.txt {2}must not be published/)
    expect((await git('ls-remote', 'origin', 'main')).stdout).not.toContain(await head())
  })

  it('is not deceived by a replacement that was pushed before', async () => {
    cpSync(path.join(hooks, 'pre-receive'), path.join(remote, 'hooks/pre-receive'))
    write('通知.txt', plain)
    await commitAll('clean')
    const clean = await head()
    write('通知.txt', marked)
    await commitAll('marked')
    const replacement = `refs/replace/${await head()}`
    expect((await git('push', '--quiet', '--no-verify', 'origin', `${clean}:${replacement}`)).status).toBe(0)
    expect((await git('push', '--no-verify', 'origin', 'main')).status).toBe(1)
  })
})
