import { type Command, Argument } from 'commander'
import { bashCompletion } from '../completion/bash-completion.ts'
import { printText } from '../output.ts'
import { commandWith } from '../global-options.ts'

/** Lets zsh run the completion of bash. */
const ZSH = 'autoload -U +X bashcompinit && bashcompinit'

export function completionCommand(): Command {
  return commandWith([], 'completion')
    .description('print a script for shell completion; it needs a global installation of letterlock')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh']))
    .addHelpText(
      'after',
      '\nbash: eval "$(letterlock completion bash)", in ~/.bashrc; zsh likewise, in ~/.zshrc.',
    )
    .action((shell: string, _options: object, command: Command) => {
      const script = bashCompletion(command.parent ?? command)
      printText(shell === 'zsh' ? `${ZSH}\n${script}` : script)
    })
}
