/** Several signs in one document: what never cancels a mark (rule zero), and what may lower a lesser sign (H6). */
import { type Case, prose } from '../draft.ts'
import { body, paper, post, redHeaded } from '../prose.ts'

const marks = ['秘密★3年', '机密★10年', '绝密★长期', '秘密★6个月', '机密★20年']

export const togetherCases: readonly Case[] = [
  {
    id: 'R0',
    expected: 'block',
    reason: 'a secrecy lesson that is itself marked',
    count: 6,
    formats: prose,
    draft: w => ({
      title: w.fill('{市}{局}保密教育培训材料'),
      top: [w.pick(marks)],
      body: [
        '国家秘密的密级分为绝密、机密、秘密三级。',
        '国家秘密标志形式为“密级★保密期限”，例如“机密★10年”。',
        w.fill('本期培训结合{市}实际，由{人}主讲，参训人员{数}名。'),
        ...body(w, 2),
      ],
    }),
  },
  {
    id: 'R0',
    expected: 'block',
    reason: 'a tender whose attachment is marked',
    count: 4,
    formats: prose,
    draft: w => ({
      title: w.fill('{项目}监理服务招标文件'),
      body: [
        '标注★的条款为实质性要求，不满足按无效投标处理。',
        w.fill('★{1-9}. 工期不超过{90-360}日。'),
        ...body(w, 3),
        '附件1　现状图纸',
        w.pick(marks),
        w.fill('图幅编号：{11-96}-{110-980}，比例尺 1:{500|1000|2000}。'),
      ],
    }),
  },
  {
    id: 'R0',
    expected: 'block',
    reason: 'quotes a mark in its text and bears another at its head',
    count: 4,
    formats: ['docx'],
    draft: w => {
      const draft = paper(w)
      return {
        ...draft,
        header: w.pick(marks),
        body: ['按照要求，标有“秘密★5年”的载体应当登记。', ...draft.body],
      }
    },
  },
  {
    id: 'H6',
    expected: 'block',
    reason: 'a note of publication never cancels a mark',
    count: 5,
    formats: prose,
    draft: w => ({
      ...redHeaded(w),
      top: [w.pick(marks)],
      notes: [w.pick(['（此件公开发布）', '（此件主动公开）'])],
    }),
  },
  {
    id: 'H6',
    expected: 'block',
    reason: 'a note of publication never cancels a cipher-telegram number',
    count: 3,
    formats: prose,
    draft: w => ({ ...paper(w), number: `安委密电〔2031〕${w.int(1, 60)}号`, notes: ['（此件公开发布）'] }),
  },
  {
    id: 'H6-N',
    expected: 'pass',
    reason: 'a note of publication lowers a telegram that is not said to be plain',
    count: 4,
    formats: prose,
    draft: w => ({
      ...paper(w),
      number: `${w.pick(['安政发电', '云办发电', '临政办发电'])}〔2031〕${w.int(1, 60)}号`,
      notes: ['（此件公开发布）'],
    }),
  },
  {
    id: 'T14',
    expected: 'pass',
    reason: 'cites a plain telegram',
    count: 4,
    formats: prose,
    draft: w => {
      const draft = post(w)
      const cited = w.fill(
        `按照《关于{年}年部分节假日安排的通知》（${w.pick(['国办发明电', '云政办发明电', '安政办明电'])}〔{年}〕{1-20}号）要求，现将窗口服务时间公告如下。`,
      )
      return { ...draft, body: [cited, ...draft.body] }
    },
  },
  {
    id: 'F1',
    expected: 'pass',
    reason: 'a rule that only lists the kinds of secrets',
    count: 6,
    formats: prose,
    draft: w => ({
      title: w.fill('{市}{业务}监督管理办法'),
      body: [
        w.fill('第一条　为规范{业务}活动，根据有关法律法规，结合本市实际，制定本办法。'),
        w.fill(
          '第二条　{局}及其工作人员对在监督检查中知悉的国家秘密、工作秘密、商业秘密和个人隐私，应当依法予以保密。',
        ),
        ...body(w, 2).map((text, index) => `第${'三四五六'[index]}条　${text}`),
        '第八条　公开信息前，应当依照保守国家秘密法进行审查，涉及国家秘密的，不得公开。',
        '第九条　有关内部管理制度由各单位自行制定。',
      ],
      closing: [w.fill('{市}{局}'), w.fill('{日}')],
    }),
  },
  {
    id: 'T12',
    expected: 'pass',
    reason: '密电 is a thing of history or of a film',
    count: 5,
    formats: prose,
    draft: (w, index) => {
      const draft = post(w)
      const story = [
        '陈列柜里的这台电台，当年曾收发密电{数}余份。',
        '电影《密电》{月日}在{县}开机，讲述地下交通员的故事。',
        '展览第二单元“永不消逝的密电”展出发报机{2-9}部。',
        '老人回忆，1948年冬天他奉命护送一份密电过河。',
        '小说里那封“密电”究竟写了什么？作者{人}到{学校}揭晓答案。',
      ][index]
      return {
        ...draft,
        title: w.fill('{县}革命纪念馆{开放|上新|进校园}'),
        body: [w.fill(story ?? ''), ...draft.body],
      }
    },
  },
  {
    id: 'F12',
    expected: 'pass',
    reason: 'a picklist of a form, several levels side by side',
    count: 4,
    formats: ['html', 'docx', 'csv'],
    draft: w => ({
      title: w.fill('{市}协同办公系统字段说明（{1-30}）'),
      table: [
        ['字段', '类型', '可选值'],
        ['标题', '文本', '不超过100字'],
        [
          '密级',
          '单选',
          w.pick(['公开/内部/秘密/机密/绝密', '公开、普通商密、核心商密、秘密、机密', '非密,秘密,机密,绝密']),
        ],
        ['紧急程度', '单选', '平件/加急/特急'],
        ['办理时限', '数字', w.fill('默认{5|7|10}天')],
      ],
      body: [],
    }),
  },
]
