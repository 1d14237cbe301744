/** What a person may do in a workspace: the owner everything, an admin everything but members, a member the daily work. */
export type Role = 'owner' | 'admin' | 'member'

/** The person who is signed in to the dashboard. */
export interface Me {
  id: string
  name: string
  email: string
  role: Role
  workspace: { id: string; name: string }
}

/** A browser in which a person is signed in. */
export interface Device {
  id: string
  /** Names it when it is removed; useless without the cookie's signature. */
  token: string
  userAgent: string | null
  ipAddress: string | null
  createdAt: string
  updatedAt: string
}

/** Finishes a new installation: the first person, with what the printed link carries. */
export interface NewSetUp {
  token: string
  name: string
  email: string
  /** 15 to 128 characters. */
  password: string
}
