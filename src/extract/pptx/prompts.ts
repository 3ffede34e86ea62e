/** The words that programs put into the placeholders of layouts and masters: no slide shows them. */

const prompts: readonly RegExp[] = [
  /^(?:单击|点击|按一下|單擊|按這裡|双击)(?:此处|此處|图标|圖示|鼠标|以)?(?:编辑|編輯|添加|新增|插入).{0,20}$/u,
  /^第?\s*(?:[一二三四五六七八九]|\d)\s*(?:级|級|层|層)(?:大纲|文本|内容)?$/u,
  /^(?:二|三|四|五|六|七|八|九)级$/u,
  /^Click (?:to|icon to) (?:edit|add|insert|move) .{1,60}$/i,
  /^(?:Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth) (?:Outline )?level$/i,
  /^[‹<](?:#|nr|number|编号|数字|日期\/时间|页脚|页眉|date\/time|footer|header)[›>]$/iu,
  /^(?:Footer|Header|Date|页脚|頁尾|页眉|頁首|日期)$/iu,
  /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/,
]

export function isPrompt(text: string): boolean {
  const trimmed = text.trim()
  return prompts.some(pattern => pattern.test(trimmed))
}
