import { nearestName } from '@letterlock/server/nearest-name.ts'
import type { Command, CommanderError } from 'commander'
import { CliError, EXIT } from './cli-error.ts'
import { commandPath, ownCommand } from './own-command.ts'

/** Commander's message in our style: a sentence, a suggestion, and how to show the usage. */
export function usageError({ code, message }: CommanderError, command: Command): CliError {
  const [said = '', ...others] = message.replace(/^error: /, '').split('\n')
  const meant =
    others.join(' ') === '' ? suggestion(code, said, command) : others.join(' ').replace(/^\((.*)\)$/, '$1')
  const nextStep = `“${ownCommand(`${commandPath(command)}--help`)}” shows the usage.`
  return new CliError(sentence(said), [meant, nextStep].filter(Boolean).join(' '), EXIT.usage)
}

function sentence(text: string): string {
  const quoted = text.replaceAll(/'([^']*)'/g, '“$1”')
  const begun = quoted.charAt(0).toUpperCase() + quoted.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}

function suggestion(code: string, said: string, command: Command): string | undefined {
  const [, name = ''] = /'-{0,2}([\w-]+)/.exec(said) ?? []
  if (code === 'commander.unknownCommand') return suggestCommand(name, command)
  if (code === 'commander.unknownOption') return suggestOption(name, command)
  return code === 'commander.missingArgument' && name === 'url' ? urlHint(command) : undefined
}

/** A subcommand, as for “disconnect”, or a command that contains the word, as for “webhooks”. */
function suggestCommand(name: string, command: Command): string | undefined {
  const below = command.commands.flatMap((group) =>
    group.commands.filter((sub) => sub.name() === name).map((sub) => `${group.name()} ${sub.name()}`),
  )
  const word = name.replace(/s$/, '')
  const alike = command.commands
    .map((known) => known.name())
    .filter((known) => known.split('-').some((part) => part.replace(/s$/, '') === word))
  const found = alike.length > 0 ? alike : below
  return found.length > 0 && found.length <= MAX_SUGGESTED ? `Did you mean ${found.join(' or ')}?` : undefined
}

const MAX_SUGGESTED = 4

/** An option that shares a word with the given option, or the argument of this name. */
function suggestOption(name: string, command: Command): string | undefined {
  const words = name.split('-')
  const argument = command.registeredArguments.find(
    (known) => words.includes(known.name()) && words.at(-1) === known.name(),
  )
  if (argument) return `Give it as <${argument.name()}>, without an option.`
  const known = optionsOf(command)
  const alike = known.filter((one) => one.split('-').at(-1) === words.at(-1))
  const [only, ...more] = alike
  const found = only !== undefined && more.length === 0 ? only : nearestName(name, known)
  return found === undefined ? undefined : `Did you mean --${found}?`
}

function optionsOf(command: Command): string[] {
  const own = command.options.flatMap(({ long }) => long?.replace(/^--/, '') ?? [])
  return command.parent ? [...own, ...optionsOf(command.parent)] : own
}

/**
 * A hint that `--url` is the server's URL. Undefined if it was not given, or the command takes no other URL.
 * @param command one that may take a URL of its own
 */
export function urlHint(command: Command): string | undefined {
  let program = command
  while (program.parent) program = program.parent
  if (program.getOptionValueSource('url') !== 'cli') return undefined
  const option = command.options.find(({ long }) => long?.endsWith('-url'))?.long
  const argument = command.registeredArguments.some((known) => known.name() === 'url') ? '<url>' : undefined
  const other = option ?? argument
  return other && `--url is for the URL of the server. Did you mean ${other}?`
}
