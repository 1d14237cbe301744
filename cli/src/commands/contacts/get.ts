import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'
import { connectionCommand } from '../../global-options.ts'

export function getContactCommand(): Command {
  return connectionCommand('get')
    .description('show a contact, and when it last opened and clicked')
    .argument('<contact>', 'email address or ID')
    .option('--audience <id>', 'the audience; some providers require one')
    .action(async (given: string, { audience }: { audience?: string }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const query = { audienceId: audience }
      const contact = await account.contacts.get(given, query)
      const engagement = await account.contacts.getEngagement(given, query)
      if (json) return printJson({ ...contact, engagement })
      const { email, name, status, tags, audienceIds, fields, id } = contact
      print(`${email} is ${status.replace('_', ' ')}.`)
      if (name !== null) print(`  name          ${name}`)
      print(`  ID            ${id}`)
      print(`  audiences     ${audienceIds.join(', ')}`)
      if (tags && tags.length > 0) print(`  tags          ${tags.join(', ')}`)
      for (const [field, value] of Object.entries(fields))
        if (value !== '') print(`  ${field.padEnd(13)} ${value}`)
      print(`  received      ${timesOf(engagement.sentCount, engagement.lastSentAt)}`)
      print(`  opened        ${timesOf(engagement.openedCount, engagement.lastOpenedAt)}`)
      print(`  clicked       ${timesOf(engagement.clickedCount, engagement.lastClickedAt)}`)
      printSource(contact.source)
    })
}

function timesOf(count: number, last: string | null): string {
  const campaigns = `${count} ${count === 1 ? 'campaign' : 'campaigns'}`
  return last === null ? campaigns : `${campaigns}, last ${formatTime(last)}`
}
