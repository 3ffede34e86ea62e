/** Ids of blobs (UUID version 7): they begin with the time at which writing began, and so sort by it. */
import { v7, validate, version } from 'uuid'

/** The smallest id of an instant. */
export const idOf = (instant: Date): string =>
  v7({ msecs: instant.getTime(), seq: 0, random: new Uint8Array(16) })

/** Whether a name is the id of a blob. */
export const isBlobId = (name: string): boolean => validate(name) && version(name) === 7
