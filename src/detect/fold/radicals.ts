/**
 * CJK radicals that stand for whole characters in the text layer of some PDFs (domain V3b).
 * NFKC repairs the 214 Kangxi radicals (U+2F00–2FD5) but only two of these 115; the rest follow
 * Unicode's EquivalentUnifiedIdeograph data. `.` marks code points without an equivalent.
 */
const first = 0x2e80
const equivalents =
  '.厂.乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵.旡日月歺母民氵水灬爪爪丬牛犭王疋目示礻竹糸纟网罒网网网' +
  '羊羊羊老聿聿肉臼艹艹艹虎衤西西见角角讠贝足车辶辶辶邑钅长镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾齐齐齿齿龙龙龟龟龟'

/** Radical (UTF-16 code) to the ideograph it looks like (UTF-16 code). */
export const radicals: ReadonlyMap<number, number> = new Map(
  [...equivalents].flatMap((character, index) =>
    character === '.' ? [] : [[first + index, character.charCodeAt(0)] as const],
  ),
)
