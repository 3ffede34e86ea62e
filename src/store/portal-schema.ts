/** Portals and what they ask the gate, the tickets they are given, and the webhooks that tell them. */
import type { Policy } from '../gate/content.ts'

export interface PortalTable {
  id: string
  name: string
  departmentId: string | null
  active: number
  created: string
  version: number
  policy: Policy
  /** The verdict from which on the screening says no. */
  failOn: 'review' | 'block'
  /** Questions to the gate a minute; null: the service's own limit. */
  ratePerMinute: number | null
  /** Largest request to the gate. */
  requestMegabytes: number
  /** JSON: what the form of a submission says that the gate opens. */
  form: string
}

export interface ApiKeyTable {
  id: string
  portalId: string
  /** JSON array of what the key may be used for. */
  scopes: string
  prefix: string
  keyHash: string
  created: string
  expires: string | null
  revoked: string | null
  lastUsed: string | null
}

export interface TicketTable {
  id: string
  submissionId: string
  revision: number
  contentHash: string
  jws: string
  portalId: string | null
  item: string | null
  keyId: string | null
  issued: string
  expires: string
  revoked: string | null
}

/** A key that tickets were signed with: its public half, until the last ticket by it has run out. */
export interface TicketKeyTable {
  id: string
  /** JSON. */
  jwk: string
  created: string
  /** Null: signs now. */
  ends: string | null
}

/** A file that a portal sent to the gate, so that the next question can name it by its hash. */
export interface GateFileTable {
  portalId: string
  sha256: string
  blobId: string
  bytes: number
  sent: string
}

/** A question to the gate that could not be answered at once. */
export interface GateQuestionTable {
  id: string
  portalId: string
  /** The process that works on it: with it the work is lost. */
  owner: string
  asked: string
  /** JSON; null while it is being worked on. */
  answer: string | null
}

export interface WebhookEndpointTable {
  id: string
  /** Null: hears of every item; else only of those that this portal submitted. */
  portalId: string | null
  name: string
  url: string
  /** JSON array of event names. */
  events: string
  active: number
  /** Why the service itself switched it off; null when a person did, or nobody. */
  disabledFor: 'failing' | 'gone' | null
  disabledAt: string | null
  /** The first attempt that failed since the last one that succeeded. */
  failingSince: string | null
  /** Wrapped by the vault's content key. */
  secret: string
  /** Still signs until the instant beside it, so that the receiver can change over. */
  previousSecret: string | null
  previousUntil: string | null
  created: string
  version: number
}

export interface WebhookDeliveryTable {
  /** Sent as `webhook-id`, the same at every attempt. */
  id: string
  endpointId: string
  event: string
  /** The JSON that is signed and sent. */
  payload: string
  created: string
  /** `failed`: given up. */
  state: 'waiting' | 'sending' | 'delivered' | 'failed'
  /** Ever made. */
  attempts: number
  /** Where it is in the schedule; 0 again when it is sent anew by hand. */
  retry: number
  nextAttempt: string | null
  lastAttempt: string | null
  /** HTTP status of the last answer. */
  lastStatus: number | null
  /** JSON of code and details when there was no answer. */
  lastError: string | null
  delivered: string | null
  /** Which process sends it, and until when it may be silent. */
  owner: string | null
  leaseUntil: string | null
}
