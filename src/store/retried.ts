/** Transactions that lost against another one. */

/** Serialisation failure and deadlock in PostgreSQL: the loser tries again. */
const lost = ['40001', '40P01']
const most = 4

/** Does `work` again when its transaction was the one that had to give way. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const code = String((error as { code?: unknown } | null)?.code)
      if (attempt === most || !lost.includes(code)) throw error
    }
  }
}
