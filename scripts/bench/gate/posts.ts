/** Posts of about 5 kB, every one different, half of them with a mark somewhere in them. */
import type { Shot } from './pace.ts'

const sentences = [
  '各单位要高度重视防汛值守工作，严格落实领导带班和关键岗位值班制度。',
  '安澜市气象台将及时发布雨情信息，请居民留意预警并做好防范。',
  '本次活动采取线上线下相结合的方式，报名截止时间另行通知。',
  '云岭省将继续推进基层公共服务标准化建设，方便群众就近办事。',
  '请有关部门于月底前报送工作总结，联系人和电话见附件。',
]
const marks = ['机密★20年', '某市委密电〔2021〕15号', '秘密★10年', '绝密★长期']

function post(index: number, isFlagged: boolean): string {
  const paragraphs: string[] = []
  let bytes = 0
  for (let at = 0; bytes < 4800; at += 1) {
    const text = `${at + 1}. ${sentences[(index + at) % sentences.length]}（第${index}号）`
    paragraphs.push(`<p class="p${at % 3}">${text}</p>`)
    bytes += Buffer.byteLength(text) + 20
  }
  if (isFlagged) paragraphs.splice(index % paragraphs.length, 0, `<p>${marks[index % marks.length]}</p>`)
  return JSON.stringify({ title: `通知公告之${index}`, html: paragraphs.join('\n'), item: `post-${index}` })
}

/** @param count how many different ones. */
export function posts(count: number): Shot[] {
  return Array.from({ length: count }, (_, index) => {
    const isFlagged = index % 2 === 1
    const wanted = isFlagged ? 'deny' : 'allow'
    return {
      body: post(index, isFlagged),
      isRight: (status: number, body: string) => {
        if (status !== 200) return false
        const answer = JSON.parse(body)
        return answer.decision === wanted && answer.verdict === (isFlagged ? 'block' : 'pass')
      },
    }
  })
}
