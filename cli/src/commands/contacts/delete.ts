import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { note, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { connectionCommand } from '../../global-options.ts'

export function deleteContactCommand(): Command {
  return connectionCommand('delete')
    .description('delete a contact for good, after you confirm it')
    .argument('<contact>', 'email address or ID')
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (contact: string, { audience }: { audience?: string }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const question = `Delete ${contact}? It cannot be undone, and some providers never take the address again.`
      if (!(await confirmAction(command, question))) return note('Nothing was deleted.')
      const deleted = await account.contacts.delete(contact, { audienceId: audience })
      if (json) printJson(deleted)
      else print(`Deleted: ${deleted.email}`)
    })
}
