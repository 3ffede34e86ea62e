/** An item in nobody's hands. */
export const unleased = { leaseOwner: null, leaseUntil: null } as const
