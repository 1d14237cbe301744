import { domainToASCII } from 'node:url'
import names from 'tlds/index.json' with { type: 'json' }

let known: ReadonlySet<string> | undefined

/** Whether the root zone contains a label. @param label in lower case, in punycode */
export function isTopLevelDomain(label: string): boolean {
  known ??= new Set(names.map(domainToASCII))
  return known.has(label)
}
