/** H: work secrets, handling and publicity phrases, in a mark's place and in ordinary use. */
import { type Case, prose } from '../draft.ts'
import { body, paper, people, post, redHeaded } from '../prose.ts'

export const phraseCases: readonly Case[] = [
  {
    id: 'H1',
    expected: 'block',
    reason: 'work-secret label in a mark’s place',
    count: 5,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      top: [
        ['工作秘密', '工作秘密　未经批准不得对外提供', '警务工作秘密', '【工作秘密】', '工作秘密☆2年'][
          index
        ] ?? '',
      ],
    }),
  },
  {
    id: 'H2',
    expected: 'review',
    reason: 'internal label on its own line',
    count: 9,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      top: [
        [
          '内部资料　注意保存',
          '内部资料，注意保密',
          '内部文件 不得外传',
          '内部使用',
          '内部掌握',
          '内部参考',
          '仅供内部参考',
          '内部件',
          '内部传阅',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'H3',
    expected: 'block',
    reason: 'this paper must not leave, go online, or be reported',
    count: 6,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      notes: [
        [
          '（此件不得上网）',
          '本材料严禁外传',
          '（本文件不得在互联网传播）',
          '本通知暂不公开',
          '（此件不公开报道）',
          '未经批准不得对外提供本材料',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'H4',
    expected: 'block',
    reason: 'the issuer refused publication',
    count: 6,
    formats: prose,
    draft: (w, index) => ({
      ...redHeaded(w),
      notes: [
        [
          '（此件不予公开）',
          '（此件不公开）',
          '公开方式：不予公开',
          '公开属性：不予公开',
          '（此件不予公开）',
          '信息公开选项：不予公开',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'H5',
    expected: 'review',
    reason: 'disclosed on request only',
    count: 5,
    formats: prose,
    draft: (w, index) => ({
      ...redHeaded(w),
      notes: [
        [
          '（此件依申请公开）',
          '公开方式：依申请公开',
          '信息公开选项：依申请公开',
          '（依申请公开）',
          '公开属性：依申请公开',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'H7',
    expected: 'review',
    reason: 'to be returned, cleared or destroyed',
    count: 8,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      corner:
        ['会后收回', '会后归还', '阅后退回', '阅后收回', '限时清退', '请于会后交回', '阅后销毁', '用后收回'][
          index
        ] ?? '',
    }),
  },
  {
    id: 'H7',
    expected: 'block',
    reason: 'return order together with a copy number',
    count: 4,
    formats: prose,
    draft: w => ({ ...paper(w), corner: w.fill('会后{收回|退还|归还}　编号：{10-99}') }),
  },
  {
    id: 'H8',
    expected: 'review',
    reason: 'reading circle or copying is restricted',
    count: 9,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      top: [
        [
          '仅供领导参阅，不得翻印、摘抄、扩大知悉范围',
          '供领导同志参阅',
          '呈阅件',
          '送阅件',
          '指人专办',
          '（此件发至县团级）',
          '不得复印、转发',
          '限处级以上干部阅读',
          '严禁复制、录音录像',
        ][index] ?? '',
      ],
    }),
  },
  {
    id: 'H9',
    expected: 'review',
    reason: 'a draft in process, not put out for consultation',
    count: 5,
    formats: prose,
    draft: w => ({
      ...paper(w),
      title: w.fill('{市}{业务}管理办法（{送审稿|报批稿|讨论稿|代拟稿|审议稿}）'),
    }),
  },
  {
    id: 'H10',
    expected: 'review',
    reason: 'minutes, requests and approval slips',
    count: 5,
    formats: prose,
    draft: (w, index) => {
      const draft = paper(w)
      const slip = [
        w.fill('{市}{局}党组会议纪要'),
        w.fill('关于{项目}经费的请示'),
        w.fill('{市}{局}发文稿纸'),
        w.fill('{市}{局}文件阅批单'),
        w.fill('{市}委常委会会议记录'),
      ][index]
      const remarks =
        index === 1
          ? ['妥否，请批示。']
          : index >= 2
            ? [w.fill('拟办意见：请{人}同志阅示。'), '领导批示：']
            : []
      return { ...draft, title: slip ?? draft.title, body: [...draft.body, ...remarks] }
    },
  },
  {
    id: 'H11',
    expected: 'block',
    reason: 'list of people or places under secrecy duty',
    count: 4,
    formats: ['docx', 'html', 'csv', 'txt'],
    draft: w => ({
      title: w.fill('{市}{局}{涉密人员名单|涉密岗位一览表|保密要害部位一览表|定密责任人名单}'),
      table: [
        ['序号', '姓名', '部门', '岗位', '涉密等级'],
        ...people(w, w.int(4, 9)).map((name, n) => [
          String(n + 1),
          name,
          w.fill('{办公室|规划科|信息中心|机要室}'),
          w.fill('{文件管理|系统运维|档案|会议保障}'),
          w.pick(['一般', '重要', '核心']),
        ]),
      ],
      body: [],
    }),
  },
  {
    id: 'H12',
    expected: 'block',
    reason: 'central-enterprise trade-secret mark 核心商密',
    count: 5,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      top: [
        [
          '恒岳集团 核心商密▲5年',
          '核心商密★长期',
          '启明能源集团　核心商密　10年',
          '汇川谷股份 核心商密★公布前',
          '核心商密▲3年',
        ][index] ?? '',
      ],
      closing: [w.fill('{公司}'), w.fill('{日}')],
    }),
  },
  {
    id: 'H12',
    expected: 'review',
    reason: 'trade-secret mark of the lower level',
    count: 4,
    formats: prose,
    draft: (w, index) => ({
      ...paper(w),
      top: [['普通商密 3年', '恒岳集团 普通商密▲2年', '企业秘密', '普通商密★1年'][index] ?? ''],
      closing: [w.fill('{公司}'), w.fill('{日}')],
    }),
  },
  {
    id: 'H13',
    expected: 'block',
    reason: 'level in the file name',
    count: 4,
    formats: prose,
    draft: (w, index) => {
      const draft = paper(w)
      return { ...draft, name: `${draft.title}${['（秘密）', '[机密]', '（机密）.pdf', '【绝密】'][index]}` }
    },
  },
  {
    id: 'H15',
    expected: 'block',
    reason: 'cover number of a unit together with its designator and strength',
    count: 3,
    formats: prose,
    draft: w => ({
      ...paper(w),
      body: [
        w.fill(
          '9{1000-9999}部队（第9{1-9}集团军某旅）现驻{县}{镇}，编制{数}人，装备车辆{数}台，由我单位负责供水保障。',
        ),
        ...body(w, 2),
      ],
    }),
  },
  {
    id: 'H-N',
    expected: 'pass',
    reason: 'published by a note of the issuer',
    count: 8,
    formats: prose,
    draft: w => ({
      ...redHeaded(w),
      notes: [
        w.pick([
          '（此件公开发布）',
          '（此件主动公开）',
          '公开方式：主动公开',
          '（此件可登报）',
          '信息公开选项：主动公开',
        ]),
      ],
    }),
  },
  {
    id: 'H4-N',
    expected: 'pass',
    reason: 'a catalogue that explains the three kinds of disclosure',
    count: 4,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: w.fill('{市}{局}政府信息公开指南'),
      body: [
        w.fill('本机关公文的公开属性分为主动公开、依申请公开、不予公开三类，由承办科室在拟制公文时提出。'),
        w.fill('公民可以当面、邮寄或者通过网站申请，{局}自收到申请之日起20个工作日内答复。'),
        ...body(w, 2),
      ],
    }),
  },
  {
    id: 'H7-N',
    expected: 'pass',
    reason: 'things on loan have to be returned',
    count: 5,
    formats: prose,
    draft: w => {
      const rule = w.pick([
        '读者借阅的图书应当在三十日内归还，逾期按规定收取费用。',
        '会议使用的同声传译耳机请在散会后交还服务台，遗失照价赔偿。',
        '活动结束后，各队将器材归还器材室，并由管理员清点登记。',
        '临时出入证当日有效，离开时请交回门卫。',
        '考生的草稿纸由监考人员统一收回，不得带出考场。',
      ])
      const draft = post(w)
      return { ...draft, body: [...draft.body, rule] }
    },
  },
  {
    id: 'H8-N',
    expected: 'pass',
    reason: 'copyright line of a publication',
    count: 3,
    formats: prose,
    draft: w => ({
      ...post(w),
      footer: w.pick(['版权所有　不得翻印', '版权所有，未经许可不得转载。', '本网版权所有']),
    }),
  },
  {
    id: 'H9-N',
    expected: 'pass',
    reason: 'put out for public consultation',
    count: 7,
    formats: prose,
    draft: w => {
      const law = w.fill('{市}{业务}{条例|管理办法|实施细则}')
      return {
        title: `关于《${law}（征求意见稿）》公开征求意见的公告`,
        body: [
          w.fill(
            `为提高立法质量，现将《${law}（征求意见稿）》面向社会公开征求意见，意见反馈截止日期为{年}年{1-12}月{1-28}日。`,
          ),
          '公众可以通过登录网站、发送电子邮件至 yijian@example.com 或者来信提出意见，信封上请注明“征求意见”字样。',
          ...body(w, 2),
        ],
        closing: [w.fill('{市}{局}'), w.fill('{日}')],
      }
    },
  },
  {
    id: 'H10-N',
    expected: 'pass',
    reason: 'news of a meeting that was made public',
    count: 4,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: w.fill('{市}政府召开第{11-60}次常务会议'),
      body: [
        w.fill('{月日}，市长{人}主持召开市政府第{11-60}次常务会议，研究{业务}、{业务}等工作。'),
        ...body(w, 3),
      ],
    }),
  },
  {
    id: 'H14',
    expected: 'pass',
    reason: '内部 is an ordinary word',
    count: 8,
    formats: prose,
    draft: (w, index) => {
      const draft = post(w)
      const use = [
        w.fill('{楼}内部装修工程招标公告'),
        w.fill('{公司}内部控制评价报告'),
        w.fill('{市}{局}内部审计工作规定'),
        w.fill('{学校}内部管理体制改革启动'),
        w.fill('妥善化解人民内部矛盾的{县}经验'),
        w.fill('{县}博物馆内部结构加固完成'),
        w.fill('医院内部网络升级公告'),
        w.fill('关于完善企业内部监督的建议答复'),
      ][index]
      return {
        ...draft,
        title: use ?? draft.title,
        body: [`${use}。`, ...draft.body, '设备内部清洁每半年一次，内部员工培训同步进行。'],
      }
    },
  },
]
