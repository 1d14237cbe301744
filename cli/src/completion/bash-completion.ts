import type { Command } from 'commander'

/** A bash script that completes the names of commands, and the options of the current command. */
export function bashCompletion(program: Command): string {
  const levels = withSubcommands(program, '')
  const below = levels.slice(1).map(({ path }) => `'${path}'`)
  const cases = levels.map(({ path, words }) => `    '${path}') candidates='${words.join(' ')}' ;;`)
  const name = program.name()
  return `_${name}() {
  local path='' candidates word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$path/$word" in
      ${below.join('|')}) path="$path/$word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _${name} ${name}`
}

interface Level {
  /** Such as `/connections/list`. */
  readonly path: string
  readonly words: readonly string[]
}

function withSubcommands(command: Command, path: string): Level[] {
  const subcommands = command.commands.map((child) => child.name())
  const options = command.options.filter(({ hidden }) => !hidden).flatMap(({ long }) => long ?? [])
  return [
    { path, words: [...subcommands, ...options, '--help'] },
    ...command.commands.flatMap((child) => withSubcommands(child, `${path}/${child.name()}`)),
  ]
}
