import type { InvalidField } from '@letterlock/sdk'
import type { Command } from 'commander'

/**
 * Replaces members of the API in its sentences, such as `audienceId`, by the flags and arguments of the command, such as `--audience`.
 */
export function nameFlags(sentence: string, command: Command): string {
  return sentence.replaceAll(/\b[a-z]+(?:[A-Z][a-z]*)+\b/g, (member) => flagOf(member, command) ?? member)
}

/** The error of a field: “--event must be …” instead of “eventTypes.0 must be …”. */
export function describeField({ pointer, parameter, detail }: InvalidField, command: Command): string {
  const path = parameter === undefined ? (pointer ?? '').split('/').slice(1) : [parameter]
  const name = path.join('.')
  const flag = path.toReversed().flatMap((member) => flagOf(member, command) ?? [])[0]
  const isNamed = flag !== undefined && detail.startsWith(name)
  return isNamed ? flag + detail.slice(name.length) : nameFlags(detail, command)
}

function flagOf(member: string, command: Command): string | undefined {
  for (const name of namesOf(member))
    for (let current: Command | null = command; current; current = current.parent) {
      const option = current.options.find((known) => known.attributeName() === name)
      if (option) return option.long ?? option.short
      const argument = current.registeredArguments.find((known) => camelCased(known.name()) === name)
      if (argument) return `<${argument.name()}>`
    }
  return undefined
}

const camelCased = (name: string): string =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** `audienceId`: audience. `eventTypes`: event. `webhookEndpointId`: endpoint. `fields`: field. */
function namesOf(member: string): string[] {
  const bare = member.replace(/(?:Ids?|Types?)$/, '')
  return [member, bare, bare.replace(/s$/, ''), bare.replace(/^.*[a-z](?=[A-Z])/, '').toLowerCase()]
}
