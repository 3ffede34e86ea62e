/** Every way to publish in WordPress but the browser: REST API, XML-RPC, schedule, PHP, fields, media. */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { base64, type Post, Rest, type Said, struct, value } from './rest.ts'
import { uploads } from './site.ts'
import { ordinary, secretLine, startTown, story, type Town } from './town.ts'

let town: Town
let editor: Rest

beforeAll(async () => {
  town = await startTown()
  editor = await Rest.of(town.site, 'li')
})
afterAll(() => town?.end())
afterEach(() => town.policy('screen'))

const samples = path.join(import.meta.dirname, '../../../samples')
const sample = (name: string) => readFileSync(path.join(samples, name))

const statusOf = (id: number) => town.site.php<string>('return get_post_status( $argument );', id)
const contentOf = (id: number) => town.site.php<string>('return get_post( $argument )->post_content;', id)
const reasonsOf = (id: number) =>
  town.site.php<string>('return Baoshen\\Gate\\Record::read( $argument )->message();', id)
/** What a visitor who is nobody reads. */
const page = async (id: number) => (await fetch(`${town.site.url}/?p=${id}`)).text()

const save = (body: object, id?: number): Promise<Said<Post>> =>
  editor.call('POST', id === undefined ? '/wp/v2/posts' : `/wp/v2/posts/${id}`, body)

async function published(more: object = {}): Promise<number> {
  const { status, body } = await save({ ...ordinary, status: 'publish', ...more })
  expect([status, body.status ?? body.message]).toEqual([201, 'publish'])
  return body.id
}

function refusal(said: Said<Post>): string {
  expect([said.status, said.body.code]).toEqual([403, 'baoshen_refused'])
  return said.body.message ?? ''
}

describe('the REST API', () => {
  it('publishes an ordinary notice', async () => {
    const id = await published()
    expect(await page(id)).toContain('请各单位落实值班制度')
  })

  it('refuses the portal story with its reasons and the way to the reviewers, and creates nothing', async () => {
    const said = await save({ ...story, status: 'publish' })
    expect(refusal(said)).toMatch(/发现 \d+ 处不宜公开的内容/)
    expect(said.body.data?.baoshen?.submission?.url).toMatch(/\/items\//)
    expect(JSON.stringify(said.body)).not.toContain('15号')
    expect((await editor.call<Post[]>('GET', '/wp/v2/posts&search=密电&status=any')).body).toHaveLength(0)
  })

  it('holds a draft that may not go out, and keeps its text', async () => {
    const { body } = await save({ ...ordinary, status: 'draft' })
    refusal(await save({ content: story.content, status: 'publish' }, body.id))
    expect(await statusOf(body.id)).toBe('pending')
    expect(await contentOf(body.id)).toBe(story.content)
    expect(await page(body.id)).not.toContain('密电')
  })

  it('leaves the published version as it was when an update is refused, and keeps the text beside it', async () => {
    const id = await published()
    refusal(await save({ content: story.content }, id))
    expect([await statusOf(id), await contentOf(id)]).toEqual(['publish', ordinary.content])
    expect(await page(id)).not.toContain('密电')
    const copy = await town.site.php<string>('return wp_get_post_autosave( $argument )->post_content;', id)
    expect(copy).toBe(story.content)
  })

  it.each([
    ['title', { title: `${secretLine} 通知` }],
    ['excerpt', { excerpt: secretLine }],
    ['registered field', { meta: { source: secretLine } }],
    ['hidden text', { content: `${ordinary.content}<div style="display:none"><p>${secretLine}</p></div>` }],
    ['text of a shortcode', { content: '[caption width="80"]<br>机密★20年[/caption]' }],
  ])('screens the %s, when publishing and when updating', async (_, change) => {
    refusal(await save({ ...ordinary, ...change, status: 'publish' }))
    const id = await published()
    refusal(await save(change, id))
    expect(await page(id)).not.toContain(secretLine)
    expect(await town.site.php('return get_post_meta( $argument, "source" );', id)).toEqual([])
  })

  it('screens pages as well', async () => {
    refusal(await editor.call('POST', '/wp/v2/pages', { ...story, status: 'publish' }))
  })

  it('screens reusable blocks, which stand inside posts', async () => {
    refusal(await editor.call('POST', '/wp/v2/blocks', { ...story, status: 'publish' }))
  })
})

describe('an approval', () => {
  it('lets exactly this text out: another text needs another one, and the approved one stays', async () => {
    await town.policy('both')
    const { body } = await save({ ...ordinary, status: 'draft' })
    const first = await save({ status: 'publish' }, body.id)
    expect(refusal(first)).toContain('尚未批准')
    const submission = first.body.data?.baoshen?.submission?.id ?? ''
    await town.approve(submission)
    expect((await save({ status: 'publish' }, body.id)).status).toBe(200)
    // What does not change the content needs no approval.
    expect((await save({ slug: 'zhishou' }, body.id)).status).toBe(200)
    const edited = await save({ content: `${ordinary.content}<p>附则</p>` }, body.id)
    expect(refusal(edited)).toContain('放行凭证不再有效')
    expect(edited.body.data?.baoshen?.submission?.id).not.toBe(submission)
    expect([await statusOf(body.id), await contentOf(body.id)]).toEqual(['publish', ordinary.content])
  })
})

describe('an approval of a post with fields', () => {
  it('holds for all that one request creates', async () => {
    await town.policy('approve')
    const whole = { ...ordinary, status: 'publish', excerpt: '值守', meta: { source: '市水务局' } }
    const first = await save(whole)
    refusal(first)
    await town.approve(first.body.data?.baoshen?.submission?.id ?? '')
    const { status, body } = await save(whole)
    expect([status, body.status, body.meta]).toMatchObject([201, 'publish', { source: '市水务局' }])
  })
})

describe('the schedule', () => {
  const later = { date: '2036-05-01T09:00:00' }

  it('takes and publishes an ordinary notice', async () => {
    const { body } = await save({ ...ordinary, ...later, status: 'future' })
    expect(body.status).toBe('future')
    await town.site.cron(body.id)
    expect(await statusOf(body.id)).toBe('publish')
  })

  it('does not take what may not be published', async () => {
    const { body } = await save({ ...story, status: 'draft' })
    refusal(await save({ ...later, status: 'publish' }, body.id))
    expect(await statusOf(body.id)).toBe('pending')
  })

  it('asks again when the time has come, and holds with the reason what is refused then', async () => {
    const { body } = await save({ ...ordinary, ...later, status: 'future' })
    await town.policy('approve')
    await town.site.cron(body.id)
    expect(await statusOf(body.id)).toBe('pending')
    expect(await contentOf(body.id)).toBe(ordinary.content)
    expect(await reasonsOf(body.id)).toContain('尚未批准')
    expect(await page(body.id)).not.toContain('落实值班制度')
  })
})

describe('PHP of other plugins and command lines', () => {
  it('wp_insert_post() holds what may not be published', async () => {
    const [id, before] = await town.site.php<[number, number]>(
      `$before = (int) wp_count_posts()->publish;
      return array( wp_insert_post( wp_slash( array( 'post_title' => $argument['title'], 'post_content' => $argument['content'], 'post_status' => 'publish' ) ) ), $before );`,
      story,
      '',
    )
    expect(await statusOf(id)).toBe('pending')
    expect(await reasonsOf(id)).toMatch(/发现 \d+ 处/)
    expect(await town.site.php('return (int) wp_count_posts()->publish;')).toBe(before)
  })

  it('wp_publish_post() ends without publishing', async () => {
    const { body } = await save({ ...story, status: 'draft' })
    await expect(town.site.php('wp_publish_post( $argument );', body.id)).rejects.toThrow(/不宜公开/)
    expect(await statusOf(body.id)).toBe('pending')
    const other = await save({ ...ordinary, status: 'draft' })
    await town.site.php('wp_publish_post( $argument );', other.body.id)
    expect(await statusOf(other.body.id)).toBe('publish')
  })

  it('bulk edit publishes what it may and holds the rest', async () => {
    const good = await save({ ...ordinary, status: 'draft' })
    const bad = await save({ ...story, status: 'draft' })
    await town.site.php(
      `return bulk_edit_posts( array( 'post_type' => 'post', 'post' => $argument, '_status' => 'publish', 'post_author' => -1, 'comment_status' => '', 'ping_status' => '', 'sticky' => -1, 'post_format' => -1 ) );`,
      [good.body.id, bad.body.id],
    )
    expect([await statusOf(good.body.id), await statusOf(bad.body.id)]).toEqual(['publish', 'pending'])
  })

  it('a restored revision is asked about', async () => {
    const id = await published()
    await town.site.php(
      `wp_restore_post_revision( _wp_put_post_revision( array_merge( get_post( $argument['id'], ARRAY_A ), array( 'post_content' => $argument['content'] ) ) ) );`,
      { id, content: story.content },
    )
    expect([await statusOf(id), await contentOf(id)]).toEqual(['publish', ordinary.content])
  })

  it('what comes back from the trash is asked about', async () => {
    const id = await published()
    await town.site.php('wp_trash_post( $argument );', id)
    await town.policy('approve')
    await town.site.php(
      `add_filter( 'wp_untrash_post_status', 'wp_untrash_post_set_previous_status', 10, 3 ); wp_untrash_post( $argument );`,
      id,
    )
    expect(await statusOf(id)).toBe('pending')
  })

  it('fields of a published post change only when they may be read', async () => {
    const id = await published()
    const set = (key: string, text: string) =>
      town.site.php('return update_post_meta( $argument[0], $argument[1], $argument[2] );', [id, key, text])
    expect(await set('来源', '市水务局')).not.toBe(false)
    expect(await set('来源', secretLine)).toBe(false)
    expect(await set('_internal', secretLine)).not.toBe(false)
    expect(
      await town.site.php(
        `$mid = $GLOBALS['wpdb']->get_var( "SELECT meta_id FROM {$GLOBALS['wpdb']->postmeta} WHERE post_id = $argument AND meta_key = '来源'" );
        return update_metadata_by_mid( 'post', $mid, '机密★20年' );`,
        id,
      ),
    ).toBe(false)
    expect(await town.site.php('return get_post_meta( $argument, "来源" );', id)).toEqual(['市水务局'])
    // A row that is given the name of another one, and an old value that only the database finds equal.
    expect(
      await town.site.php(
        `$mid = add_post_meta( $argument, '_internal', 'x' );
        $renamed = update_metadata_by_mid( 'post', $mid, '机密★20年', '来源' );
        add_post_meta( $argument, 'views', '5' );
        return array( $renamed, update_post_meta( $argument, 'views', '机密★20年', 5 ), get_post_meta( $argument, 'views' ) );`,
        id,
      ),
    ).toEqual([false, false, ['5']])
    expect(await town.site.php('return get_post_meta( $argument, "来源" );', id)).toEqual(['市水务局'])
  })
})

describe('XML-RPC', () => {
  const post = ({ title, content }: typeof story, status: string) =>
    struct({ post_title: value(title), post_content: value(content), post_status: value(status) })

  it('answers with a fault, and keeps the text', async () => {
    const said = await editor.xmlRpc('wp.newPost', post({ ...story, title: '来自客户端' }, 'publish'))
    expect(said).toContain('<fault>')
    expect(said).toMatch(/发现 \d+ 处/)
    const [kept] = await town.site.php<{ post_status: string; post_content: string }[]>(
      `return get_posts( array( 'title' => '来自客户端', 'post_status' => 'any' ) );`,
    )
    expect([kept?.post_status, kept?.post_content]).toEqual(['pending', story.content])
    expect(await editor.xmlRpc('wp.newPost', post(ordinary, 'publish'))).not.toContain('<fault>')
  })

  it('does not take a file that may not be published', async () => {
    const file = struct({
      name: value('xmlrpc.txt'),
      type: value('text/plain'),
      bits: base64(sample('联合应急演练脚本.txt')),
    })
    expect(await editor.xmlRpc('wp.uploadFile', file)).toMatch(/<fault>[\s\S]*发现 \d+ 处/)
    expect(uploads(town.site)).not.toContain('xmlrpc.txt')
  })
})

describe('media', () => {
  const clean = '关于市政公园夏季延长开放时间的通知.docx'
  let picture: Said<Post> & { body: Post & { source_url: string } }

  beforeAll(async () => {
    const bytes = await sharp({
      create: { width: 900, height: 600, channels: 3, background: { r: 90, g: 140, b: 90 } },
    })
      .jpeg()
      .toBuffer()
    picture = (await editor.upload('park.jpg', bytes, { alt_text: '公园' })) as typeof picture
    expect([picture.status, picture.body.message]).toEqual([201, undefined])
  })

  it.each([
    ['a Word file with a mark in its header', '全市水库汛前巡查情况汇总.docx'],
    ['the scan of the portal story', '汛期值班通知-扫描件.png'],
  ])('%s does not come into the library', async (_, name) => {
    const said = await editor.upload(name, sample(name))
    expect(said.status).toBe(500)
    expect(said.body.message).toMatch(/发现 \d+ 处/)
    expect(uploads(town.site)).not.toContain(name)
  })

  it('an ordinary Word file does, and can be linked', async () => {
    const said = await editor.upload(clean, sample(clean))
    expect(said.status).toBe(201)
    const { source_url: url } = said.body as unknown as { source_url: string }
    await published({ content: `${ordinary.content}<p><a href="${url}">附件下载</a></p>` })
  })

  it('pictures go along at whatever size the post shows them', async () => {
    const [medium] = await town.site.php<string[]>(
      'return wp_get_attachment_image_src( $argument, "medium" );',
      picture.body.id,
    )
    expect(medium).toMatch(/-300x200\.jpg$/)
    const id = await published({
      content: `${ordinary.content}<!-- wp:image {"id":${picture.body.id}} --><figure class="wp-block-image"><img src="${medium}" alt="公园" class="wp-image-${picture.body.id}"/></figure><!-- /wp:image -->`,
      featured_media: picture.body.id,
    })
    expect(await page(id)).toContain('srcset')
  })

  it('a picture of another server cannot be checked, so it is refused', async () => {
    const content = `${ordinary.content}<img src="https://other.invalid/x.png" alt="">`
    expect(refusal(await save({ ...ordinary, content, status: 'publish' }))).toContain('没有随请求送检')
  })

  it('texts about a file are asked about', async () => {
    const { id } = picture.body
    await town.site.php(
      `wp_update_post( array( 'ID' => $argument['id'], 'post_excerpt' => $argument['text'] ) );
      update_post_meta( $argument['id'], '_wp_attachment_image_alt', $argument['text'] );`,
      { id, text: secretLine },
    )
    expect(
      await town.site.php(
        'return array( get_post( $argument )->post_excerpt, get_post_meta( $argument, "_wp_attachment_image_alt", true ) );',
        id,
      ),
    ).toEqual(['', '公园'])
  })
})

/** Last: the service is not there any more. */
describe('without an answer', () => {
  let deaf: Server | undefined
  afterAll(() => deaf?.close())

  async function publishesNothing(why: RegExp): Promise<void> {
    expect(refusal(await save({ ...ordinary, status: 'publish' }))).toMatch(why)
    const { body } = await save({ ...ordinary, status: 'draft' })
    expect(refusal(await save({ status: 'publish' }, body.id))).toMatch(why)
    expect(await statusOf(body.id)).toBe('pending')
  }

  it('nothing is published when the key is refused', async () => {
    town.site.point({ url: town.service.url, key: 'bsk_of-another-service' })
    await publishesNothing(/不接受本网站的密钥/)
  })

  it('nothing is published when the key is not set', async () => {
    town.site.point({ url: town.service.url, key: '' })
    await publishesNothing(/尚未设置/)
  })

  it('nothing is published when the answer does not come', async () => {
    await town.site.php(`update_option( 'baoshen_gate', array( 'timeout' => 5 ) );`)
    deaf = createServer()
    await new Promise<void>(resolve => deaf?.listen(0, '127.0.0.1', resolve))
    const address = deaf.address()
    const port = typeof address === 'object' && address ? address.port : 0
    town.site.point({ url: `http://127.0.0.1:${port}`, key: 'bsk_x' })
    expect(refusal(await save({ ...ordinary, status: 'publish' }))).toMatch(/timed out/)
  })

  it('nothing is published, uploaded or changed when the service is stopped; drafts and visits go on', async () => {
    town.site.point({ url: town.service.url, key: town.key })
    const id = await published({ meta: { source: '市水务局' } })
    const scheduled = await save({ ...ordinary, status: 'future', date: '2036-05-01T09:00:00' })
    expect(scheduled.body.status).toBe('future')
    await town.service.close()
    await publishesNothing(/无法连接保密审查服务/)
    await town.site.cron(scheduled.body.id)
    expect([await statusOf(scheduled.body.id), await reasonsOf(scheduled.body.id)]).toEqual([
      'pending',
      expect.stringMatching(/无法连接/),
    ])
    refusal(await save({ content: '<p>改</p>' }, id))
    expect(await town.site.php('return update_post_meta( $argument, "source", "市政府" );', id)).toBe(false)
    expect((await editor.upload('x.txt', Buffer.from('值班'))).body.message).toMatch(/无法连接/)
    expect(uploads(town.site)).not.toContain('x.txt')
    expect([await statusOf(id), await contentOf(id)]).toEqual(['publish', ordinary.content])
    expect(await town.site.php('return update_post_meta( $argument, "views", 7 );', id)).not.toBe(false)
    expect((await save({ status: 'draft' }, id)).status).toBe(200)
    expect(await statusOf(id)).toBe('draft')
  })

  it('PHP had nothing to complain about', () => {
    expect(town.site.log()).toBe('')
  })
})
