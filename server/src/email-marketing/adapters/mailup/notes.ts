/*
 * A message has no name and no recipients of its own: its notes hold the name and, for a campaign to a segment, the group that it goes to.
 * They stay with the message, so that a draft always goes to the same group.
 */

interface Notes {
  readonly name: string | null
  readonly group: string | null
}

export function readNotes(notes: string | null): Notes {
  const [, name = '', group = null] = /^(.*?)\s*\[to group (\d{1,40})\]$/s.exec(notes ?? '') ?? []
  return group === null ? { name: notes, group } : { name: name || null, group }
}

export function writeNotes({ name, group }: Notes): string {
  return group === null ? (name ?? '') : `${name ?? ''} [to group ${group}]`.trim()
}
