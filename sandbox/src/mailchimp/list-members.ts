import type { List, Member } from './account-data.ts'

/* Members by hash, also in an array: most calls read all members, which is ten times faster from an array than from a record. */

const arrays = new WeakMap<List['members'], Member[]>()

/** The members of an audience, in the order in which they were added. */
export function membersIn({ members }: Pick<List, 'members'>): readonly Member[] {
  const known = arrays.get(members) ?? Object.values(members)
  arrays.set(members, known)
  return known
}

export function putMember({ members }: Pick<List, 'members'>, member: Member): void {
  const known = arrays.get(members)
  if (known && !members[member.hash]) known.push(member)
  else arrays.delete(members)
  members[member.hash] = member
}

export function removeMember({ members }: Pick<List, 'members'>, { hash }: Member): void {
  delete members[hash]
  arrays.delete(members)
}
