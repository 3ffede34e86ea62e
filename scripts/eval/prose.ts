/** Ordinary texts of the kinds a portal publishes; every case starts from one, so that no two documents are equal. */
import type { Draft, Writer } from './draft.ts'

const openings = [
  '为{动词}{业务}工作，根据全{市|县|省}工作会议安排，现就有关事项通知如下。',
  '近期，{市}{局}对{业务}情况进行了{检查|调研|评估|回访}，总体情况较好，但仍有一些环节需要改进。',
  '按照《{市}{业务}三年行动方案》的要求，结合{县}实际，制定以下措施。',
  '{月日}，{市}召开{业务}专题会，听取{县}、{镇}等地情况汇报，研究下一阶段安排。',
  '{业务}关系群众日常生活。经与有关单位会商，提出以下意见。',
  '随着天气转{凉|热}，{业务}进入关键时期，各单位要提前准备，压实责任。',
]
const paragraphs = [
  '{县}要在{期}前完成{项目}的{勘察|设计|招标|验收}，并将进度表报送{局}{规划|综合|法规|业务}科。',
  '各责任单位应当明确一名联络员，每{周一|周五|月5日前|旬末}报送一次进展，逾期未报的予以通报。',
  '今年计划投入{数}万元用于{业务}，其中市级承担{三|四|五|六}成，其余由{县}统筹解决。',
  '截至{月日}，全市共完成{项目}{数}处，惠及居民{数}户，群众满意度为百分之{86-99}。',
  '{镇}、{村}一带地形复杂，施工时要设置围挡和警示灯，夜间停工前清理路面。',
  '对检查中发现的问题，{局}将建立台账，限期{7|10|15|30}日整改；整改不到位的，由分管负责人约谈。',
  '有关企业可通过政务服务网提交材料，{局}自受理之日起{5|7|10|20}个工作日内办结。',
  '{人}同志介绍，{村}过去一到雨季就积水，今年修通排水沟后，三场大雨都没有淹到路面。',
  '鼓励{学校}与社区共建，利用周末开放操场和阅览室，开放时间由学校自行确定并向社会告知。',
  '采购活动应当公开、公平、公正，单价超过{5|10|20}万元的，必须经过集体讨论。',
  '要注意总结经验。{县}推行的“{一张清单|一本账|一支队伍|一个窗口}”做法，办理时间缩短了{数}小时，可供各地借鉴。',
  '{业务}所需人员由各单位内部调剂，不新增编制；确需聘用的，按程序公开招考。',
  '请各单位于{期}前将工作总结和下一年度计划报{局}办公室，联系电话：0000-88{10-99}{100-999}。',
  '气象部门预计，{月日}前后有一次{降温|降雨|大风}过程，户外作业要适时调整。',
  '补助资金实行专账核算，不得挤占、挪用，{局}将委托会计师事务所抽查。',
  '{公司}中标后，应当在{10|15|30}日内签订合同，工期为{90-360}天，质保期{两|三|五}年。',
  '同时，要做好宣传引导，用群众听得懂的话讲清楚政策，及时回应{网络留言|来信来电|现场提问}。',
  '对{70|75|80}岁以上独居老人，由{村}网格员每周上门一次，查看水电气和身体状况。',
]

export function body(writer: Writer, length = writer.int(3, 6)): string[] {
  const numbered = writer.int(0, 2) === 0
  const ordinals = ['一是', '二是', '三是', '四是', '五是', '六是', '七是']
  const chosen = writer.sample(paragraphs, length).map((template, index) => {
    const text = writer.fill(template)
    return numbered ? `${ordinals[index] ?? ''}${text}` : text
  })
  return [writer.fill(writer.pick(openings)), ...chosen]
}

const kinds = ['通知', '意见', '方案', '报告', '函', '情况汇总', '说明']

export function title(writer: Writer): string {
  return writer.fill(`关于{动词}{市}{业务}{工作|有关事项|若干问题}的${writer.pick(kinds)}`)
}

/** A paper as offices write it, without number or head: what every mark can be put on. */
export function paper(writer: Writer): Draft {
  const place = writer.fill('{市}{局}')
  return {
    title: title(writer),
    body: body(writer),
    closing: [place, writer.fill('{日}')],
  }
}

/** The same with red head and an ordinary number. */
export function redHeaded(writer: Writer): Draft {
  const place = writer.fill('{市}{局}')
  const number = writer.fill(`${place.slice(0, 1)}{代字}{发|函|办|字|规}〔{年}〕{1-280}号`)
  return { ...paper(writer), head: `${place}文件`, number, closing: [place, writer.fill('{日}')] }
}

/** A post on the portal: title, source line, paragraphs. */
export function post(writer: Writer): Draft {
  return {
    title: writer.fill('{市}{动词}{业务}{见成效|再上台阶|走进{村}|情况公布|答记者问}'),
    below: [writer.fill('来源：{市}{局}　发布日期：{年}-0{1-9}-{10-28}　浏览次数：{数}')],
    body: body(writer),
  }
}

/** `n` names for a list of people. */
export function people(writer: Writer, n: number): string[] {
  return Array.from({ length: n }, () => writer.fill('{人}'))
}
