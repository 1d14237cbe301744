import type { SavedSegment, Sourced } from '@letterlock/sdk'
import { counted } from '@letterlock/server/counted.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'

export function printSegment(segment: Sourced<SavedSegment>, action: string, json: boolean): void {
  if (json) return printJson(segment)
  const { id, name, contactCount, followsConditions, source } = segment
  const count = contactCount === null ? '' : `: ${counted(contactCount, 'contact')}`
  print(`${action}: ${name}${count}.`)
  if (followsConditions === true) print('  Contacts come and go as they meet the conditions.')
  if (followsConditions === false)
    print('  It holds those who meet the conditions now; update it to look again.')
  print(`  ID  ${id}`)
  printSource(source)
}
