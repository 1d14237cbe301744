import type { ConnectionPermissions } from '../connections/connection.ts'
import { memberAt } from '../kernel/member-at.ts'

/** The parsed permissions by their JSON: there are few different ones, so each is parsed once. */
const known = new Map<string, ConnectionPermissions>()
const MAX_KNOWN = 1000

/** The permissions in a JSON column. An unknown value permits nothing. */
export function readPermissions(json: string): ConnectionPermissions {
  let permissions = known.get(json)
  if (!permissions) {
    if (known.size >= MAX_KNOWN) known.clear()
    known.set(json, (permissions = parse(json)))
  }
  return permissions
}

function parse(json: string): ConnectionPermissions {
  const stored: unknown = JSON.parse(json)
  const level = (area: string): ConnectionPermissions['audiences'] => {
    const value = memberAt(stored, area)
    return value === 'read' || value === 'write' ? value : 'none'
  }
  return {
    audiences: level('audiences'),
    campaigns: level('campaigns'),
    reports: level('reports'),
    send: memberAt(stored, 'send') === true,
  }
}
