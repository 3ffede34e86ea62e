/** Looks at a page as a person would find fault with it; runs inside the page. */
import type { Page } from 'playwright-core'

/** Texts that only a fault of the program writes. */
const slips = /undefined|\[object |NaN|\{\w+\}/

/** What is wrong with the page as it is shown now: one line a fault. */
export async function faultsOf(page: Page): Promise<string[]> {
  await still(page)
  const faults: string[] = []
  const headings = await page.getByRole('heading', { level: 1 }).count()
  if (headings !== 1) faults.push(`${headings} main headings`)
  const [wide, room] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  )
  if (wide > room) faults.push(`wider than the window: ${wide} > ${room}`)
  const text = await page.locator('body').innerText()
  const slip = slips.exec(text)
  if (slip) faults.push(`says “${slip[0]}”`)
  faults.push(
    ...(await page.evaluate<string[]>(namesScript)),
    ...(await page.evaluate<string[]>(labelsScript)),
    ...(await page.evaluate<string[]>(reachScript)),
    ...(await page.evaluate<string[]>(headingsScript)),
    ...(await page.evaluate<string[]>(contrastScript)),
  )
  return faults
}

/** Dialogues and menus come in with a movement, and colours change by degrees: waits until nothing does. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(stillScript)
}

/** For some frames in a row nothing has moved, come or gone; five seconds at most, for what never rests. */
const stillScript = `new Promise(resolve => {
  const deadline = performance.now() + 5000
  let frames = 0
  const observer = new MutationObserver(() => { frames = 0 })
  observer.observe(document, { subtree: true, childList: true, attributes: true })
  const isMoving = ({ playState, effect }) =>
    playState === 'running' && effect?.getComputedTiming().endTime !== Infinity
  const look = () => {
    frames = document.getAnimations().some(isMoving) ? 0 : frames + 1
    if (frames < 4 && performance.now() < deadline) return requestAnimationFrame(look)
    observer.disconnect()
    resolve()
  }
  look()
})`

/** Everything that can be operated has a name that a screen reader can say. */
const namesScript = `(() => {
  const named = element =>
    element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.labels?.length ||
    element.title || element.innerText?.trim() || element.querySelector('img[alt]:not([alt=""]), [aria-label]') ||
    element.closest('label')
  const shown = element => element.checkVisibility({ visibilityProperty: true })
  const operated = [...document.querySelectorAll('button, a[href], input, select, textarea, [role=combobox]')]
    .filter(element => !named(element))
  // Ant Design's own name for a group of its buttons says nothing.
  const groups = [...document.querySelectorAll('[role=radiogroup], [role=group]:not(ul)')]
    .filter(element => /^(|segmented control)$/.test(element.getAttribute('aria-label') ?? '') && !element.getAttribute('aria-labelledby'))
  return [...operated, ...groups]
    .filter(element => shown(element) && !element.closest('[aria-hidden=true]'))
    .map(element => 'has no name: ' + element.outerHTML.slice(0, 160))
})()`

/** Who speaks to the computer says what is written: the name has it in it (WCAG 2.5.3). */
const labelsScript = `(() => {
  const plain = text => text.toLowerCase().replace(/[^\\p{Letter}\\p{Number}]+/gu, ' ').trim()
  return [...document.querySelectorAll('button[aria-label], a[aria-label]')]
    .filter(element => element.checkVisibility({ visibilityProperty: true }))
    .map(element => [plain(element.getAttribute('aria-label')), plain(element.innerText)])
    .filter(([name, text]) => text !== '' && !name.includes(text))
    .map(([name, text]) => 'says “' + text + '”, is called “' + name + '”')
})()`

/** Nobody looks for a button beside the window; a table that scrolls sideways would have it there. */
const reachScript = `[...document.querySelectorAll('button, a[href], input, select')]
  .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true], .visually-hidden'))
  .filter(element => element.getBoundingClientRect().left >= innerWidth)
  .map(element => 'lies beside the window: ' + element.outerHTML.slice(0, 160))`

/** Headings tell how the page is built: none is left out on the way down. */
const headingsScript = `(() => {
  const shown = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(element => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[role=dialog], .ant-result'))
  return shown
    .filter((element, index) => Number(element.tagName[1]) > Number(shown[index - 1]?.tagName[1] ?? 0) + 1)
    .map(element => 'a heading is left out before ' + element.tagName + ' ' + element.innerText)
})()`

/** WCAG AA: 4.5 to 1, large text 3 to 1. What is switched off need not be readable. */
const contrastScript = `(() => {
  const numbers = color => (color.match(/[\\d.]+/g) ?? []).map(Number)
  const light = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map(each => each / 255).map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * R + 0.7152 * G + 0.0722 * B
  }
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((each, index) => each * a + under[index] * (1 - a))
  const ground = element => {
    const layers = []
    for (let each = element; each; each = each.parentElement) layers.push(numbers(getComputedStyle(each).backgroundColor))
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255])
  }
  const faults = new Set()
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== '')
    if (!own || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    if (element.closest('canvas, [disabled], [aria-disabled=true], .ant-select-disabled, .visually-hidden, [class*=-disabled], noscript')) continue
    const style = getComputedStyle(element)
    const under = ground(element)
    const [a, b] = [light(over(numbers(style.color), under)), light(under)].sort((x, y) => y - x)
    const ratio = (a + 0.05) / (b + 0.05)
    const size = parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (isLarge ? 3 : 4.5)) {
      faults.add('too pale (' + ratio.toFixed(2) + '): ' + element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 20))
    }
  }
  return [...faults]
})()`
