/** A damaged subject as a case. */
import type { CaseClass, CaseSet, Made } from '../case.ts'
import type { Chance } from '../chance.ts'
import type { Damage, Subject } from '../degrade/damage.ts'

/** The first acceptance line is about these families, within its bounds. */
function isCore(name: string, params: Made['params']): boolean {
  const number = (key: string, otherwise: number) => {
    const value = params[key]
    return typeof value === 'number' ? value : otherwise
  }
  return (
    ['clean', 'jpeg', 'blur', 'noise', 'skew', 'seal', 'mixed'].includes(name) &&
    number('dpi', 0) >= 150 &&
    number('jpeg', 100) >= 50 &&
    Math.abs(number('skew', 0)) <= 5 &&
    number('blur', 0) <= 1
  )
}

export async function make(
  subject: Subject,
  damage: Damage,
  name: string,
  chance: Chance,
  index: number,
): Promise<Made> {
  const { encoded, params, lines, size, scale } = await damage(subject, chance, index)
  const sign = lines.find(line => line.tag === 'sign')
  return {
    ...encoded,
    page: subject.page,
    sign: subject.sign,
    params,
    core: subject.sign !== null && isCore(name, params),
    signPixels: sign === undefined ? null : Math.round(sign.size * scale * 10) / 10,
    lines,
    size,
  }
}

/** A class of one damage. */
export function classOf(
  set: CaseSet,
  name: string,
  count: number,
  damage: Damage,
  subject: (chance: Chance, index: number) => Subject,
): CaseClass {
  return {
    name,
    set,
    count,
    // Pages and damages go round at different beginnings in each class: no page always meets the same damage.
    make: (chance, index) => make(subject(chance, index), damage, name, chance, chance.offset + index),
  }
}
