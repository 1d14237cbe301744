import type { Contact, Sourced } from '@letterlock/sdk'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'

export function printContact(contact: Sourced<Contact>, action: string, json: boolean): void {
  if (json) return printJson(contact)
  const { email, status, tags, source } = contact
  const tagged = tags === null || tags.length === 0 ? '' : `, tagged ${tags.join(', ')}`
  print(`${action}: ${email} is ${status.replace('_', ' ')}${tagged}.`)
  printSource(source)
}
