/** The active allow-list, read at most once a second: hundreds of questions share it. */
import type { AllowList } from '../../known/allow-list.ts'
import { activeAllowList } from '../workflow/screen-job.ts'
import type { Service } from '../workflow/service.ts'

const milliseconds = 1000

export class RecentAllowList {
  #list: Promise<AllowList> | null = null
  #readAt = 0

  read(service: Service): Promise<AllowList> {
    if (this.#list && Date.now() - this.#readAt < milliseconds) return this.#list
    this.#readAt = Date.now()
    const list = activeAllowList(service)
    // What failed is asked again by the next question.
    list.catch(() => {
      if (this.#list === list) this.#list = null
    })
    this.#list = list
    return list
  }
}
