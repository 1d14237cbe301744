import type { SavedSegment, Sourced } from '@letterlock/sdk'
import { counted } from '@letterlock/server/counted.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'

export function printSegment(segment: Sourced<SavedSegment>, action: string, json: boolean): void {
  if (json) return printJson(segment)
  const { id, name, contactCount, followsConditions, source } = segment
  const count = contactCount === null ? '' : `: ${counted(contactCount, 'contact')}`
  print(`${action}: ${name}${count}.`)
  if (followsConditions === true) print('  Contacts are added and removed as they meet the conditions.')
  if (followsConditions === false)
    print('  It holds the contacts that meet the conditions now. Update it to evaluate them again.')
  print(`  ID  ${id}`)
  printSource(source)
}
