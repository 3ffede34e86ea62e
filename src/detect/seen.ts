/** Words for what was seen in the pixels of a page and cannot be quoted. */
import type { CoverManner, Graphic, Part } from '../document/document.ts'
import type { Language } from '../document/problem.ts'
import { regionOf } from './layout/geometry.ts'

type Words = readonly [zh: string, en: string]

const covers: Readonly<Record<CoverManner, Words>> = {
  'white-box': ['白色遮盖块', 'white box'],
  'black-box': ['黑色遮盖块', 'black box'],
  'colored-box': ['单色遮盖块', 'plain coloured box'],
  flat: ['抹平的空白块（无纸面噪点）', 'erased area without the grain of the paper'],
  mosaic: ['马赛克', 'mosaic'],
  blur: ['模糊处理', 'blurred area'],
  strokes: ['涂划笔迹', 'pen or marker strokes'],
  pasted: ['粘贴的纸条', 'pasted slip of paper'],
}
const others: Readonly<Record<Exclude<Graphic['kind'], 'cover'>, Words>> = {
  sheet: ['页面', 'page'],
  'red-head': ['红头', 'red head'],
  'red-rule': ['红色分隔线', 'red rule'],
  seal: ['红色圆形印章', 'round red seal'],
  stamp: ['红色长方形章', 'rectangular red stamp'],
}

/** What stands in for the quoted text of a finding. */
export function nameOf(graphic: Graphic, language: Language): string {
  const words = graphic.kind === 'cover' ? covers[graphic.manner ?? 'colored-box'] : others[graphic.kind]
  return words[language === 'zh' ? 0 : 1]
}

/** What was seen where, in one sentence. */
export function sightOf(graphic: Graphic, part: Part, language: Language): string {
  const region = regionOf(part, graphic.box)
  const name = nameOf(graphic, language)
  if (language === 'zh')
    return `图像中${part.page === null ? '' : `第 ${part.page} 页`}${region?.zh ?? ''}可见${name}。`
  const page = part.page === null ? '' : ` of page ${part.page}`
  return `The pixels show a ${name}${region === null ? '' : ` ${region.en}`}${page}.`
}
