import type { List, Member } from './account-data.ts'

/* Thousands of members by hash. Reading all of them from a record costs ten times as much as from an array, and most calls do it. */

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
