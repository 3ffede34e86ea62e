/** A new submission: a draft to be filled, or the whole of a post at once, as portals send it. */
import type { z } from 'zod'
import type { createBodySchema } from '../api/submissions.ts'
import { actIn } from './acts.ts'
import { addFiles, createDraft, type NewFile } from './drafts.ts'
import { type Keyed, noteMade } from './idempotency.ts'
import { writeText } from './pasted-text.ts'
import { type Caller, type Service, transact } from './service.ts'
import { isUndone } from './undone.ts'

/**
 * All of it in one transaction.
 * @returns the id. @throws {ApiProblem} what a draft, its texts or its submission may be refused for.
 */
export async function openSubmission(
  service: Service,
  caller: Caller,
  body: z.output<typeof createBodySchema>,
  keyed: Keyed | null,
): Promise<string> {
  const files: NewFile[] = []
  try {
    for (const text of body.texts) files.push(await writeText(service, text))
    return await transact(service, async tx => {
      const id = await createDraft(tx, caller, body.form)
      if (files.length > 0) await addFiles(service, tx, caller, id, files)
      // A draft begins at version 1; adding its texts made it 2.
      const version = files.length > 0 ? 2 : 1
      if (body.submit) await actIn(service, tx, caller, id, 'submit', { version, forward: body.forward })
      await noteMade(tx.trx, keyed, { submission: id }, tx.at)
      return id
    })
  } catch (error) {
    if (isUndone(error)) await service.blobs.remove(files.map(each => each.written.id))
    throw error
  }
}
