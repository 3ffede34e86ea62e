/** The texts of the sample posts and plain files. All invented. */

const page = (title: string, body: string) => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title} - 安澜市人民政府门户网站</title>
<style>
body { margin: 0; font: 16px/1.9 "Noto Serif CJK SC", SimSun, serif; color: #222; background: #f4f4f2; }
header, footer { background: #9c1c1c; color: #fff; padding: 14px 8%; font-size: 14px; }
nav a { color: #fff; margin-right: 18px; text-decoration: none; }
main { background: #fff; margin: 24px 8%; padding: 28px 6%; }
h1 { font-size: 26px; text-align: center; }
.meta { text-align: center; color: #888; font-size: 14px; }
.draft { display: none; }
</style>
</head>
<body>
<header>安澜市人民政府门户网站<nav><a href="#">首页</a><a href="#">政务公开</a><a href="#">依申请公开</a><a href="#">办事服务</a><a href="#">互动交流</a></nav></header>
<main>
${body}
</main>
<footer>主办单位：安澜市人民政府办公室　<a href="#" style="color:#fff">隐私政策</a>　联系电话：0000-8888000</footer>
</body>
</html>
`

/** Talks about marks the whole way through, always in sentences: a keyword search stops it, a reader would not. */
export const secrecyLesson = page(
  '保密知识小课堂：国家秘密标志怎么认',
  `<h1>保密知识小课堂：国家秘密标志怎么认</h1>
<p class="meta">来源：安澜市保密局　发布日期：2031-04-15</p>
<p>四月是保密宣传教育月。不少读者来信问，文件左上角的那几个字和一颗星到底是什么意思？今天的小课堂就来说一说。</p>
<p>根据保守国家秘密法，国家秘密的密级分为绝密、机密、秘密三级。绝密级国家秘密是最重要的国家秘密，泄露会使国家安全和利益遭受特别严重的损害；机密级、秘密级依次递减。</p>
<p>国家秘密标志由密级、标识和保密期限三部分组成，形式为“密级★保密期限”，例如“机密★10年”，表示这份文件属于机密级，保密期限是十年。如果写着“秘密★6个月”，说明期限不满一年，用月来计算；如果写着“绝密★启用前”，说明启用之后就解密了。</p>
<p>需要提醒的是，国家秘密标志不能随意使用。企业的商业秘密、机关的工作秘密都不得标注国家秘密标志。前几年有单位在内部通知上随手写了“秘密”二字，被责令改正，就是一个教训。</p>
<h2>小测验</h2>
<p>下列标注正确的是（　）　A.秘密★5年　B.机密10年★　C.★绝密长期</p>
<p>答案：A。你答对了吗？</p>
<p>发现网络上有疑似国家秘密的信息怎么办？不要转发、不要评论，及时向保密行政管理部门报告，让每一个人都成为秘密的守护者。</p>`,
)

/** The editor pasted a Word draft; a stylesheet hides the block that held the mark, the page source does not. */
export const hiddenMarkPost = page(
  '我市开展地下管网普查',
  `<h1>我市开展地下管网普查</h1>
<p class="meta">来源：安澜市住房和城乡建设局　发布日期：2031-05-09</p>
<div class="draft" style="display:none"><p>机密★10年</p><p>初稿，请核。</p></div>
<p>5月8日，全市地下管网普查工作启动。普查范围包括城区供水、排水、燃气、热力、通信等管线，总长约一千九百公里，计划用八个月时间完成。</p>
<p>普查采用探测与查阅档案相结合的方式。外业人员将佩戴统一证件，沿街打开检修井测量，可能短时占用人行道，请过往市民留意绕行。</p>
<p>普查成果将用于编制管网更新改造计划，优先安排使用年限超过三十年的老旧管线。</p>`,
)

/** Hands over names with masked numbers, as it should be. */
export const subsidyList = `序号,姓名,身份证号,所在社区,补贴类别,金额（元）
1,李某某,110105********002X,南湖社区,高龄津贴,300
2,王某某,440524********0014,南湖社区,高龄津贴,300
3,赵某,110105********1237,东山社区,护理补贴,200
4,钱某某,440524********2218,东山社区,高龄津贴,300
5,孙某,110105********3345,北门社区,护理补贴,200
6,周某某,440524********0450,北门社区,高龄津贴,300
7,吴某,110105********1129,河口社区,高龄津贴,300
8,郑某某,440524********0531,河口社区,护理补贴,200
`.replaceAll('\n', '\r\n')

export const waterNotice = `停水通知

尊敬的用户：
    因湖滨路供水主管道检修，定于2031年6月12日22时至次日6时，对湖滨路以东、
人民街以北区域停水，涉及湖滨花园、供水新村、人民街1号至87号等小区。请提前储
水，并关好水龙头。检修完成后将提前恢复供水，恢复初期水质可能发黄，放水几分
钟后即可正常使用。
    特急情况请拨打24小时服务热线：0000-8888096。

                                        安澜市自来水公司
                                        2031年6月10日
`.replaceAll('\n', '\r\n')

/** Somebody typed the mark with the star that the keyboard has. */
export const drillScript = `机密*10年

联合应急演练脚本（第三稿）

一、时间地点
9月16日8时30分，东港码头二号泊位。

二、参演单位
海事、消防、医疗、港务，共四支队伍，人员一百二十名，车辆二十六台。

三、演练步骤
8时30分，总指挥宣布开始。第一阶段为险情报告，值班员接报后两分钟内通知各队伍。
8时40分，第二阶段为先期处置，港务拖轮到位，消防船在上风方向展开。
9时10分，第三阶段为人员转移，由海事艇分三批接回，医疗队在码头检伤分类。
9时50分，第四阶段为评估讲评。

四、通信联络
使用备用频道，呼号按附表执行。
`
