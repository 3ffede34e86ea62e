/** Who works with the service: departments, people, their sessions and one-time links. */

export interface DepartmentTable {
  id: string
  name: string
  parentId: string | null
  /** Ids from the root down, `/a/b/`: a department's items are those whose path begins with its own. */
  path: string
  version: number
}

export interface PersonTable {
  id: string
  login: string
  name: string
  /** JSON array of roles. */
  roles: string
  departmentId: string | null
  active: number
  passwordHash: string | null
  failedAttempts: number
  lockedUntil: string | null
  lastSignIn: string | null
  /** `issuer subject` of an OpenID provider. */
  oidcSubject: string | null
  created: string
  version: number
}

export interface SessionTable {
  /** SHA-256 of the token; the token itself is only in the cookie. */
  tokenHash: string
  personId: string
  created: string
  lastSeen: string
  expires: string
}

export interface OneTimeLinkTable {
  tokenHash: string
  /** Null: creates the first administrator. */
  personId: string | null
  created: string
  expires: string
  used: string | null
}
