/** F: texts full of the words of secrecy that are no classified papers. Most of a false-alarm rate is made here. */
import { type Case, prose } from '../draft.ts'
import { body, paper, post } from '../prose.ts'

const lawSentences = [
  '国家秘密的密级分为绝密、机密、秘密三级。',
  '绝密级国家秘密载体应当指定专人管理，并采取相应的防护措施。',
  '机密级以上的涉密会议，应当在符合保密要求的场所召开。',
  '国家秘密的保密期限，除另有规定外，绝密级不超过三十年，机密级不超过二十年，秘密级不超过十年。',
  '机关、单位应当在国家秘密载体的显著位置作出国家秘密标志；不属于国家秘密的，不得作出国家秘密标志。',
  '制作、收发、传递、使用、复制、保存、维修和销毁国家秘密载体，应当符合国家保密规定。',
  '涉密人员离岗离职实行脱密期管理，脱密期内不得违反规定就业。',
  '工作人员对履行职责中知悉的国家秘密、工作秘密、商业秘密、个人隐私，应当依法予以保密。',
  '当事人提供的证据涉及国家秘密、商业秘密或者个人隐私的，应当在法庭上予以说明，不公开质证。',
  '变更密级或者解密的，应当及时在原标志附近作出新标志，并以明显方式标明原标志作废。',
  '确定为秘密级的事项，由{局}主要负责人审批；确定为机密级的，报{市}{局}审批。',
  '故意或者过失泄露国家秘密，情节严重的，依照刑法有关规定追究刑事责任。',
]
const lessonSentences = [
  '国家秘密标志形式为“密级★保密期限”，例如“机密★{5|10|15|20}年”。',
  '如果一份文件的左上角写着“秘密★{3|6|9}个月”，就说明它的保密期限不满一年。',
  '有人把“绝密★启用前”的试卷拍照上传，一旦查实将被追究责任。',
  '标注为“绝密★长期”的载体，复制须经原定密机关批准。',
  '不少人以为在通知上写“秘密”二字就能引起重视，其实乱标密级本身就违法。',
  '小{姓}在废品站看到一本封面印有“机密”字样的册子，马上拨打了举报电话。',
  '密级由高到低依次是绝密、机密、秘密，你记住了吗？',
  '规范的标注方法是：密级在前，★居中，保密期限在后，如“秘密★{2|5|10}年”。',
  '保密工作，人人有责。手机不谈密，微信不传密，外网不存密。',
  '复印件应当视同原件管理，标有“机密★{5|10}年”的复印件同样要登记。',
  '去年，某单位工作人员将一份标注“秘密”的文件扫描后通过微信转发，受到处分。',
]

export const trapCases: readonly Case[] = [
  {
    id: 'F1',
    expected: 'pass',
    reason: 'law or rules on state secrets',
    count: 16,
    formats: prose,
    draft: w => ({
      title: w.fill('{市}{保密管理|定密工作|涉密载体管理|保密自查}办法'),
      body: w
        .sample(lawSentences, w.int(5, 9))
        .map((sentence, index) => w.fill(`第${'一二三四五六七八九'[index]}条　${sentence}`)),
      closing: [w.fill('{市}{局}'), w.fill('{日}')],
    }),
  },
  {
    id: 'F1',
    expected: 'pass',
    reason: 'secrecy-education article that quotes marks',
    count: 18,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: w.fill(
        '{保密小课堂|保密知识一点通|保密宣传月|国家秘密标志怎么认|每日一学}：{密级|标志|载体|期限}那些事{之一|之二|（{1-20}）}',
      ),
      body: [...w.sample(lessonSentences, w.int(3, 6)).map(text => w.fill(text)), ...body(w, 1)],
    }),
  },
  {
    id: 'F1',
    expected: 'pass',
    reason: 'list of examples, each in quotes on its own line',
    count: 5,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: '国家秘密标志的几种写法',
      body: [
        '国家秘密标志有以下几种写法：',
        ...[
          '例如“秘密★6个月”，用于不满一年的事项；',
          '例如“机密★10年”，用于期限为整年的事项；',
          '例如“绝密★长期”，用于无法确定期限的事项；',
          '例如“秘密★公布前”，用于公布后解密的事项。',
        ].slice(0, w.int(2, 4)),
        w.fill('以上内容由{市}保密宣传教育中心整理，供学习参考。'),
        ...body(w, 1),
      ],
    }),
  },
  {
    id: 'F2',
    expected: 'pass',
    reason: 'quiz on secrecy',
    count: 12,
    formats: prose,
    draft: (w, index) => {
      const questions = [
        ['下列标注正确的是（　）　A.秘密★5年　B.机密10年★　C.★绝密　D.机密—20年', '答案：A'],
        [
          '国家秘密的基本密级分为（　　）。',
          'A. 绝密、机密、秘密',
          'B. 绝密、秘密、内部',
          'C. 机密、秘密、内部',
          '答案：A',
        ],
        ['机密级国家秘密的保密期限，除另有规定外，最长不超过（　）年。A.10　B.20　C.30　D.长期', '答案：B'],
        ['判断题：标有“秘密★3年”的文件可以用普通邮政寄递。（×）'],
        ['多选题：以下属于国家秘密标志组成部分的有（　）。A.密级　B.★　C.保密期限　D.印发日期', '答案：ABC'],
        [
          '单选题：文件首页左上角标注的“绝密★长期”表示（　）。',
          'A. 永远不得解密',
          'B. 保密期限不能确定',
          'C. 只限领导阅读',
          '答案：B',
        ],
        [
          '下列哪一种写法符合规定？',
          'A. 秘密★10年',
          'B. 10年★秘密',
          'C. 秘密10年★',
          'D. ★秘密★10年',
          '答案：A',
        ],
      ]
      const chosen = w
        .sample(questions, 3)
        .map((lines, number) => [`${number + 1}. ${lines[0]}`, ...lines.slice(1)])
      return {
        title: w.fill(`{市}{局}保密知识${index % 2 === 0 ? '测试题' : '竞赛题库'}（${index + 1}）`),
        body: [
          w.fill('单位：________　姓名：________　满分{50|100}分'),
          ...chosen.flat(),
          w.fill('试题由{市}{局}命制，{日}。'),
        ],
      }
    },
  },
  {
    id: 'F3',
    expected: 'pass',
    reason: 'job advert or list of duties',
    count: 8,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: w.fill('{市}{局}{公开招聘|遴选|选调}工作人员公告'),
      body: [
        w.fill('招聘机要保密岗{1-4}名，负责涉密文件收发、登记和归档，须通过保密审查，试用期{三|六}个月。'),
        w.fill(
          '应聘者应当遵守保密纪律，录用后签订保密承诺书，离岗后执行脱密期规定；{男|女}性优先，年龄{30|35|40}周岁以下。',
        ),
        w.fill('保密办公室职责：组织保密检查，管理绝密、机密、秘密载体台账，承办保密委员会日常工作。'),
        ...body(w, 2),
      ],
    }),
  },
  {
    id: 'F4',
    expected: 'pass',
    reason: 'tender with ★ clauses and secrecy licences',
    count: 14,
    formats: prose,
    draft: w => ({
      title: w.fill('{项目}{设备|服务|监理|软件开发}采购{招标公告|竞争性磋商文件|询价通知}'),
      body: [
        w.fill('投标人须具备涉密信息系统集成资质（{甲|乙}级），并提供证书复印件。'),
        w.fill('标注★的条款为实质性要求，不满足按无效投标处理；标注▲的条款每负偏离一项扣{1|2|3}分。'),
        w.fill('★{1-9}. 交货期：合同签订后{15|30|45}日内。'),
        w.fill('★{1-9}. 质保期不少于{1|2|3|5}年，响应时间不超过{2|4|8}小时。'),
        w.fill('▲{1-9}. 整机功率不大于{110-980}瓦，噪声低于{40|45|50}分贝。'),
        '★投标人应当与采购人签订保密协议，未经许可不得泄露采购人的资料。',
        w.fill('印刷品须由具备国家秘密载体印制资质的单位承印。预算金额{数}万元，最高限价{数}万元。'),
        '评标委员会成员名单在中标结果确定前应当保密。',
        ...body(w, 1),
      ],
      closing: [w.fill('{市}{局}'), w.fill('{日}')],
    }),
  },
  {
    id: 'F4',
    expected: 'pass',
    reason: 'table of tender clauses with stars in its cells',
    count: 4,
    formats: ['csv', 'docx', 'html'],
    draft: w => ({
      title: w.fill('{项目}技术参数表'),
      table: [
        ['序号', '重要性', '参数', '质保'],
        ...Array.from({ length: w.int(4, 8) }, (_, n) => [
          String(n + 1),
          w.pick(['★', '▲', '']),
          w.fill('额定功率{110-980}瓦'),
          w.pick(['★3年', '5年', '★5年', '2年']),
        ]),
      ],
      body: [],
    }),
  },
  {
    id: 'F5',
    expected: 'pass',
    reason: 'judgment or case note',
    count: 8,
    formats: prose,
    draft: w => ({
      title: w.fill('{人}故意泄露国家秘密案'),
      body: [
        w.fill('{市}人民检察院指控，被告人{人}于{日}将单位文件拍照发送给他人。'),
        w.fill('经鉴定，涉案文件中{1-9}份为机密级国家秘密，{1-9}份为秘密级国家秘密。'),
        w.fill('法院认为，被告人{人}犯故意泄露国家秘密罪，判处有期徒刑{一|二|三}年。'),
        w.fill('被告人犯故意泄露国家秘密罪，涉案文件经鉴定为秘密级国家秘密，其行为已构成犯罪。'),
        ...body(w, 1),
      ],
    }),
  },
  {
    id: 'F6',
    expected: 'pass',
    reason: 'template or sample form',
    count: 6,
    formats: prose,
    draft: (w, index) => ({
      title:
        [
          '国家秘密事项一览表（样式）',
          '公文首页版式示例',
          '涉密载体借阅登记表（空白表）',
          '定密审批表填写说明',
          '密级变更通知书（样式）',
          '保密检查记录表（空白表）',
        ][index] ?? '',
      body: [
        '填写说明：“密级”栏填写绝密、机密或者秘密，“保密期限”栏按照有关规定填写。',
        '示例：密级和保密期限用3号黑体字，顶格编排在版心左上角第二行，如“秘密★×年”。',
        '单位：________　日期：____年__月__日　密级：________',
        ...body(w, 1),
      ],
    }),
  },
  {
    id: 'F7',
    expected: 'block',
    reason: 'exam paper before its exam',
    count: 4,
    formats: prose,
    draft: w => ({
      title: w.fill('2031年{省}{初中学业水平|普通高等学校招生}考试{数学|语文|物理|英语}试卷'),
      top: ['绝密★启用前'],
      body: [
        w.fill('注意事项：本试卷共{4|6|8}页，满分{100|120|150}分，考试时间{90|120|150}分钟。'),
        w.fill('1. 计算 {11-48}＋{11-48} 的值。'),
        w.fill('2. 一辆汽车以每小时{50-96}千米的速度行驶{2-9}小时，求路程。'),
      ],
      notes: ['考试日期：2031年6月7日'],
    }),
  },
  {
    id: 'F7',
    expected: 'review',
    reason: 'exam paper of a past year: same form as a live mark',
    count: 5,
    formats: prose,
    draft: w => ({
      title: w.fill('201{2-9}年{县}初中毕业考试{数学|语文|化学}试卷'),
      top: ['绝密★启用前'],
      body: [
        w.fill('考生注意：本试卷共{4|6|8}页，满分{100|120}分，请将姓名和准考证号填写在答题卡上。'),
        w.fill('一、选择题：1. 下列各数中最大的是（　）A.{1-9}　B.{11-48}　C.0'),
        w.fill('二、填空题：某班有{48-56}人，其中男生{20-26}人，女生____人。'),
      ],
    }),
  },
  {
    id: 'F8',
    expected: 'pass',
    reason: 'title of a film, book, game or shop',
    count: 10,
    formats: prose,
    draft: (w, index) => {
      const news = [
        '电影《绝密行动》今日上映，首日票房{数}万元，主演{人}与观众见面。',
        '小说《机密档案》获得年度畅销奖，作者{人}分享创作经历。',
        '剧本杀《绝密飞行》在{县}文化馆试玩，{数}名青年参加。',
        '纪录片《秘密》本周在图书馆放映，讲述{村}的变迁。',
        '游戏《机密任务》官网开放下载，玩家可以预约。',
        '“绝密”咖啡馆在{镇}开业，招牌饮品是桂花拿铁。',
        '{市}话剧团排演的《绝密押运》将于{月日}首演。',
        '歌曲《秘密》唱出了毕业季的心情，{学校}合唱团获一等奖。',
        '绘本《种子的秘密》走进{村}小学，孩子们围坐听故事。',
        '电视剧《机密》在{县}取景，{楼}成了打卡点。',
      ][index]
      const draft = post(w)
      return {
        ...draft,
        title: w.fill('{市}文化生活一周：{演出|新书|电影|展览}推荐'),
        body: [w.fill(news ?? ''), ...draft.body],
      }
    },
  },
  {
    id: 'F9',
    expected: 'pass',
    reason: 'trade secrets in the news or in a guide',
    count: 8,
    formats: prose,
    draft: (w, index) => {
      const texts = [
        '该公司指控前员工窃取商业机密，索赔{数}万元，法院已受理。',
        '{市}举办商业秘密保护指引发布会，{数}家企业参加。',
        '企业应当与涉及技术秘密的员工签订竞业限制协议。',
        '商业秘密是指不为公众所知悉、具有商业价值并经权利人采取相应保密措施的信息。',
        '{市}设立商业秘密保护示范点{1-9}个，提供免费咨询。',
        '法院认定{公司}的配方构成技术秘密，判令停止使用。',
        '员工离职前应当交回含有公司商业机密的资料。',
        '商业秘密保护服务站在{镇}揭牌，{人}律师驻点服务。',
      ]
      const draft = post(w)
      return {
        ...draft,
        title: w.fill('{市}加强商业秘密保护'),
        body: [w.fill(texts[index] ?? ''), w.fill(w.pick(texts)), ...draft.body],
      }
    },
  },
  {
    id: 'F10',
    expected: 'pass',
    reason: 'ordinary use of the words',
    count: 14,
    formats: prose,
    draft: (w, index) => {
      const texts = [
        '她心里藏着一个小秘密，直到毕业那天才说出来。',
        '秘密★花园亲子民宿，评分4.{1-9}，距地铁站{3-9}00米。',
        '会场设秘密写票处，选举采用无记名投票方式。',
        '公民的通信自由和通信秘密受法律保护。',
        '科学家揭开了候鸟迁徙的秘密，成果发表在学术期刊上。',
        '这家面馆的秘密武器是一锅熬了{3-9}小时的骨汤。',
        '代表们以秘密投票的方式选出了新一届业主委员会。',
        '长寿村的秘密：早睡、少盐、爱劳动。',
        '老{姓}的养花秘密很简单：见干见湿，薄肥勤施。',
        '“秘密花园”主题花展{月日}开幕，展出花卉{数}种。',
        '孩子的秘密要尊重，家长不应偷看日记。',
        '商家称折扣力度“绝密”，市场监管提醒理性消费。',
        '星★级服务窗口评选结果公布，{人}获评★★★★★。',
        '守护海洋的秘密：{学校}开展科普讲座。',
      ]
      const draft = post(w)
      return {
        ...draft,
        title: w.fill('{县}生活{周报|见闻|手记}'),
        body: [w.fill(texts[index] ?? ''), ...draft.body],
      }
    },
  },
  {
    id: 'F11',
    expected: 'pass',
    reason: 'technical terms',
    count: 8,
    formats: prose,
    draft: (w, index) => {
      const texts = [
        '信息安全三要素：机密性、完整性、可用性。',
        '机密计算与机密容器方案可以在不可信环境中保护使用中的数据。',
        '密级标签技术用于区分数据等级，密钥由硬件模块生成。',
        '秘密分享把一个秘密拆成若干份额，集齐门限数量才能恢复。',
        '系统采用国密算法SM2、SM4，通过商用密码应用安全性评估。',
        '机密虚拟机启动前要进行远程证明，机密性由芯片保证。',
        '配置文件中的秘密（Secret）应当存放在专用仓库，不得写入镜像。',
        '密码应用方案应当覆盖身份鉴别、数据传输机密性和存储完整性。',
      ]
      const draft = post(w)
      return {
        ...draft,
        title: w.fill('{信息安全|云计算|数据治理|密码应用}知识讲座第{一|二|三|四|五}讲'),
        body: [texts[index] ?? '', ...w.sample(texts, 2), ...draft.body],
      }
    },
  },
  {
    id: 'F12',
    expected: 'pass',
    reason: 'the field says that it is public',
    count: 14,
    formats: ['txt', 'html', 'docx', 'pdf'],
    draft: (w, index) => {
      const field = [
        '密级：公开',
        '密级：无',
        '密级：□绝密 □机密 □秘密 ☑非密',
        '涉密状态：非涉密　公开属性：主动公开',
        '密级：非密',
        '密　级：公开　　分类号：TV{10-99}',
        '是否涉密：否',
      ][index % 7]
      const cover = index % 7 === 0 || index % 7 === 5
      return {
        title: cover ? w.fill('{市}{业务}的{现状|模型|对策}研究') : paper(w).title,
        top: [w.fill(field ?? '')],
        body: cover
          ? [
              w.fill('学校代码：10{100-999}　学号：2028{1000-9999}　UDC：{110-980}'),
              w.fill('云岭理工学院硕士学位论文'),
              w.fill('作者姓名：{人}　指导教师：{人}教授'),
              ...body(w, 2),
            ]
          : body(w, 4),
      }
    },
  },
  {
    id: 'F12',
    expected: 'pass',
    reason: 'catalogue table whose fields say public',
    count: 6,
    formats: ['csv', 'html', 'docx'],
    draft: w => ({
      title: w.fill('{市}政务数据目录（{1-30}）'),
      table: [
        ['数据名称', '提供单位', '密级', '公开属性', '更新周期'],
        ...Array.from({ length: w.int(3, 7) }, () => [
          w.fill('{业务}信息'),
          w.fill('{局}'),
          w.pick(['公开', '非密', '无', '非涉密']),
          '主动公开',
          w.pick(['每日', '每月', '实时']),
        ]),
      ],
      body: [],
    }),
  },
  {
    id: 'F12',
    expected: 'review',
    reason: 'options without a readable tick',
    count: 3,
    formats: prose,
    draft: w => ({ ...paper(w), top: ['密级：□绝密 □机密 □秘密 □非密'] }),
  },
  {
    id: 'F13',
    expected: 'review',
    reason: 'field says internal',
    count: 5,
    formats: prose,
    draft: w => ({
      ...paper(w),
      top: [w.pick(['密级：内部', '密　级：内部', '保密等级：内部', '密级：内部公开'])],
    }),
  },
  {
    id: 'F14',
    expected: 'review',
    reason: 'declassified archive',
    count: 4,
    formats: prose,
    draft: w => ({
      title: w.fill('{市}档案馆开放档案：19{30-48}年来电'),
      top: [w.pick(['机密（已解密）', '极密　已解密', '机密　开放档案'])],
      body: [
        w.fill('来电：{县}{月日}水位上涨{2-9}尺，堤防险情已报。'),
        w.fill('全宗号{1-30}　目录号{1-9}　案卷号{11-96}'),
        '{市}档案馆整理'.replace('{市}', w.fill('{市}')),
      ],
    }),
  },
  {
    id: 'F14',
    expected: 'pass',
    reason: '解密 in a headline means reveals',
    count: 5,
    formats: prose,
    draft: w => ({
      ...post(w),
      title: w.fill('解密{县}{百年老桥|古镇|非遗糖画|湿地候鸟|高铁检修}背后的故事'),
    }),
  },
  {
    id: 'F15',
    expected: 'pass',
    reason: 'names of agencies, laws and places',
    count: 10,
    formats: prose,
    draft: w => {
      const draft = post(w)
      const names = [
        '{市}保密局、{市}国家密码管理局联合开展宣传月活动。',
        '《中华人民共和国保守国家秘密法》宣讲团走进{学校}。',
        '北京市密云区与{市}签署水源保护合作协议。',
        '{省}保密协会举办年会，{数}名会员参加。',
        '{市}委保密委员会办公室到{县}调研。',
        '《密码法》实施以来，商用密码产业快速发展。',
        '机要局旧址陈列馆{月日}起免费开放。',
        '{省}国家保密局发布{年}年度工作年报。',
      ]
      return {
        ...draft,
        title: w.fill('{市}举办{保密|普法|密码}宣传{月|周|日}活动'),
        body: [...w.sample(names, 2).map(text => w.fill(text)), ...draft.body],
      }
    },
  },
  {
    id: 'F16',
    expected: 'pass',
    reason: 'menu and footer of the portal',
    count: 8,
    formats: ['html', 'txt'],
    draft: w => {
      const draft = post(w)
      return {
        ...draft,
        below: ['首页 | 政务公开 | 依申请公开 | 办事服务 | 互动交流', ...(draft.below ?? [])],
        footer: w.pick([
          '保密承诺　隐私政策　网站声明　联系我们',
          '涉密信息不上网，上网信息不涉密',
          '本网站严禁发布涉密信息　保密举报',
        ]),
      }
    },
  },
  {
    id: 'F17',
    expected: 'pass',
    reason: 'list of news that only names the word in titles',
    count: 5,
    formats: ['html', 'txt', 'docx'],
    draft: w => ({
      title: w.fill('“{秘密|绝密|机密}”的搜索结果：共{11-96}条'),
      body: [
        w.fill('· “秘密花园”花展延期闭幕（{年}-0{1-9}-{10-28}）'),
        w.fill('· 《绝密行动》剧组到{县}采风（{年}-0{1-9}-{10-28}）'),
        w.fill('· 一图读懂“绝密、机密、秘密”三级（{年}-0{1-9}-{10-28}）'),
        w.fill('· {市}举办商业秘密保护培训（{年}-0{1-9}-{10-28}）'),
        w.fill('· {业务}工作简报第{1-30}期（{年}-0{1-9}-{10-28}）'),
      ].slice(0, w.int(3, 5)),
    }),
  },
]
