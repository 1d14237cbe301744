import type { Command } from 'commander'
import { counted } from '@letterlock/server/counted.ts'
import { chosenConnection } from '../choose-connection.ts'
import { print, printJson } from '../output.ts'
import { printSource } from '../print-connection.ts'
import { formatRate } from '../print-page.ts'
import { connectionCommand } from '../global-options.ts'

export function accountCommand(): Command {
  return connectionCommand('account')
    .description('show the plan and senders of an account, and the average results of its campaigns')
    .action(async (_options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const { source, ...facts } = await account.getFacts()
      const averages = await account.getAverages()
      if (json) return printJson({ ...facts, averages, source })
      const { timeZone, plan, contactCount, sendsLeft, senders, domains } = facts
      print(`  time zone     ${timeZone ?? '?'}`)
      print(`  plan          ${plan ?? '?'}`)
      print(`  contacts      ${contactCount ?? '?'}`)
      print(`  sends left    ${sendsLeft ?? '?'}`)
      for (const { email, isVerified } of senders ?? [])
        print(`  sender        ${email}, ${isVerified ? 'verified' : 'not verified'}`)
      for (const { domain, isVerified, isAuthenticated } of domains ?? [])
        print(
          `  domain        ${domain}, ${isVerified ? 'verified' : 'not verified'}, ${isAuthenticated ? 'authenticated' : 'not authenticated'}`,
        )
      print(
        `  opened        ${formatRate(averages.openRate)} of the latest ${counted(averages.campaignCount, 'campaign')}`,
      )
      print(`  clicked       ${formatRate(averages.clickRate)}`)
      print(`  bounced       ${formatRate(averages.bounceRate)}`)
      print(`  unsubscribed  ${formatRate(averages.unsubscribeRate)}`)
      printSource(source)
    })
}
