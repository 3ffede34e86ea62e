/** What is wrong with an ICAP request, as the status that the client is answered. */

/** Statuses of RFC 3507 §4.3.3 that this server gives, with their words. */
export const statusWords = {
  100: 'Continue',
  200: 'OK',
  204: 'No modifications needed',
  400: 'Bad request',
  404: 'ICAP Service not found',
  405: 'Method not allowed for service',
  408: 'Request timeout',
  500: 'Server error',
  501: 'Method not implemented',
  503: 'Service overloaded',
  505: 'ICAP version not supported by server',
} as const
export type Status = keyof typeof statusWords

/** Ends the connection: after a request that was not understood nobody knows where the next one begins. */
export class IcapError extends Error {
  override readonly name = 'IcapError'
  readonly status: Status

  /** @param message what was wrong, for the log; never a piece of what was sent. */
  constructor(status: Status, message: string) {
    super(message)
    this.status = status
  }
}
