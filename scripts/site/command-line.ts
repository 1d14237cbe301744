import type { Command, Option } from 'commander'
import { createProgram } from '../../cli/src/program.ts'

const program = await createProgram()

/** Validates a command line of `letterlock` without running it: unknown commands and options, missing arguments. */
export function parseCommandLine(line: string): string[] {
  const words = (/^[^|>]*/.exec(line)?.[0] ?? '').match(/(?:\$\([^)]*\)|"[^"]*"|'[^']*'|\S)+/g) ?? []
  let command: Command = program
  const faults: string[] = []
  const args: string[] = []
  while (words.length > 0) {
    const word = words.shift() ?? ''
    if (word.startsWith('-')) {
      const [flag = ''] = word.split('=')
      const option = optionOf(command, flag)
      if (!option && flag !== '--help') faults.push(`no option ${flag}`)
      if (option?.required && !word.includes('=')) words.shift()
    } else {
      const child = args.length === 0 ? command.commands.find((each) => each.name() === word) : undefined
      if (child) command = child
      else if (command.commands.length > 0) faults.push(`no command ${word}`)
      else args.push(word)
    }
  }
  const needed = command.registeredArguments.filter(({ required }) => required).length
  const known = command.registeredArguments.length
  if (command.commands.length > 0 && !command.commands.some(isDefault) && faults.length === 0)
    faults.push('a command is missing')
  if (args.length < needed) faults.push(`${needed} arguments are needed`)
  if (args.length > known && !command.registeredArguments.at(-1)?.variadic)
    faults.push(`at most ${known} arguments`)
  return faults
}

/** An option of the command, of those above it, or of the subcommand that is meant when none is named. */
function optionOf(command: Command, flag: string): Option | undefined {
  return [command, ...ancestorsOf(command), ...command.commands.filter(isDefault)]
    .flatMap(({ options }) => options)
    .find(({ short, long }) => flag === short || flag === long)
}

function isDefault(command: Command): boolean {
  return (
    command.parent !== null && command.parent.description().includes(`“${command.name()}” may be left out`)
  )
}

function ancestorsOf({ parent }: Command): Command[] {
  return parent ? [parent, ...ancestorsOf(parent)] : []
}
