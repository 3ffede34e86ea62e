/** A service in the middle of its work, for pages to show: people of every role, items in every state. */

import {
  act,
  type Caller,
  decideAll,
  draft,
  form,
  makeAdministrator,
  makePerson,
  read,
  screened,
} from './api.ts'
import type { Served } from './serve.ts'

export interface Town {
  readonly callers: Readonly<Record<'administrator' | 'editor' | 'reviewer' | 'approver' | 'auditor', Caller>>
  readonly items: Readonly<
    Record<
      'draft' | 'unread' | 'review' | 'hidden' | 'returned' | 'revised' | 'released' | 'incident',
      string
    >
  >
  readonly incident: string
  /** Somebody's unused one-time link. */
  readonly link: string
}

const terms = '词条,级别\n安澜湖引水工程,拦截\n南湖社区,复核\n'

export async function buildTown(served: Served): Promise<Town> {
  const { url } = served
  const administrator = await makeAdministrator(served)
  const department = await administrator.send<{ id: string }>('POST', '/departments', {
    name: '市政务服务中心',
    parent: null,
  })
  await administrator.send('POST', '/departments', { name: '网站编辑科', parent: department.id })
  await administrator.send('POST', '/departments', { name: '市园林局', parent: null })
  const person = (login: string, name: string, ...roles: string[]) =>
    makePerson(url, administrator, { login, name, roles, department: department.id })
  const editor = await person('zhang', '张承办', 'editor')
  const reviewer = await person('li', '李审查', 'reviewer')
  const approver = await person('wang', '王负责', 'approver', 'reviewer')
  const auditor = await makePerson(url, administrator, {
    login: 'zhao',
    name: '赵审计',
    roles: ['auditor'],
    department: null,
  })
  const { link } = await administrator.send<{ link: { url: string } }>('POST', '/people', {
    login: 'chen',
    name: '陈新来',
    roles: ['editor'],
    department: department.id,
  })
  await buildAdministration(administrator, department.id)
  const callers = { administrator, editor, reviewer, approver, auditor }
  return { callers, ...(await buildItems(callers)), link: link.url }
}

async function buildAdministration(administrator: Caller, department: string): Promise<void> {
  const portal = await administrator.send<{ id: string }>('POST', '/portals', {
    name: '安澜市政府门户',
    department,
  })
  const keys = []
  for (const days of [365, 30]) {
    keys.push(
      await administrator.send<{ key: { id: string } }>('POST', `/portals/${portal.id}/keys`, { days }),
    )
  }
  await administrator.send('DELETE', `/portals/${portal.id}/keys/${keys[1]?.key.id}`)
  // Nobody is there, so that the log has something to tell.
  const { endpoint } = await administrator.send<{ endpoint: { id: string } }>('POST', '/webhooks', {
    name: '门户通知接收端',
    url: 'https://portal.invalid/hooks/baoshen',
    events: ['submission.decided', 'incident.opened'],
    portal: portal.id,
  })
  await administrator.send('POST', `/webhooks/${endpoint.id}/ping`)
  await administrator.upload('/packs', '项目代号.csv', new TextEncoder().encode(terms))
}

async function buildItems({
  editor,
  reviewer,
  approver,
}: Omit<Town['callers'], 'administrator' | 'auditor'>) {
  const sent = async (title: string, files: string[]) => {
    const id = await draft(editor, title, files)
    await screened(editor, id)
    await act(editor, id, 'send')
    return id
  }
  const park = '关于市政公园夏季延长开放时间的通知'
  const released = await sent(park, [`samples/${park}.docx`, `samples/${park}.pdf`])
  await act(reviewer, released, 'pass', '内容不涉密')
  await act(approver, released, 'approve', '同意公开')

  const incident = await sent('汛期值班通知', ['samples/汛期值班通知-扫描件.png'])
  await decideAll(reviewer, incident, { kind: 'confirmed-secret', reason: '文号为密码电报，不得上网' })

  const returned = await sent('关于进一步规范资金使用管理的通知', [
    'samples/关于进一步规范资金使用管理的通知.docx',
  ])
  await decideAll(reviewer, returned, { kind: 'wrongly-marked', reason: '套用旧模板，无定密依据' })
  await act(reviewer, returned, 'return', '请删除“秘密”二字后重新提交')

  const revised = await sent('联合应急演练脚本', ['samples/联合应急演练脚本.txt'])
  await act(reviewer, revised, 'return', '请核实标识')
  await act(editor, revised, 'revise')
  const { version, content } = await read(editor, revised)
  await editor.send('DELETE', `/submissions/${revised}/files/${content[0]?.id}`)
  const script =
    '联合应急演练脚本\n演练时间：六月十二日上午九时。\n参演单位：市应急局、市水务局。\n（本稿已公开）\n'
  await editor.upload(
    `/submissions/${revised}/files`,
    '联合应急演练脚本.txt',
    new TextEncoder().encode(script),
  )
  const changed = { ...form, title: '联合应急演练脚本（公开版）', column: '应急管理' }
  await editor.send('PATCH', `/submissions/${revised}`, { form: changed }, { 'if-match': `"${version + 2}"` })
  await screened(editor, revised)
  await act(editor, revised, 'send')

  const allowed = await sent('关于南湖社区活动用房问题的答复', [
    'samples/关于南湖社区活动用房问题的答复.docx',
  ])
  await decideAll(reviewer, allowed, {
    kind: 'false-alarm',
    reason: '答复已经当事人同意公开',
    allowUntil: '2040-12-31',
  })

  const hidden = await sent('地下管网普查启动', [
    'samples/地下管网普查启动.html',
    'samples/全市水库汛前巡查情况汇总.docx',
  ])
  const review = await sent('全市重点工程调度会材料', ['samples/会议材料（扫描件）.pdf'])
  const unread = await draft(editor, '附件无法打开的通知', ['test/fixtures/bad/password.pdf'])
  await screened(editor, unread)
  const open = await draft(editor, '关于2032年部分节假日安排的通知', [
    'samples/关于2032年部分节假日安排的通知.pdf',
  ])
  const found = await reviewer.get<{ items: { id: string; version: number }[] }>('/incidents')
  const [incidentFound] = found.items
  if (incidentFound) {
    await reviewer.send('POST', `/incidents/${incidentFound.id}/check`, {
      step: 'keep-evidence',
      note: '原件已封存',
      version: incidentFound.version,
    })
  }
  return {
    items: { draft: open, unread, review, hidden, returned, revised, released, incident },
    incident: found.items[0]?.id ?? '',
  }
}
