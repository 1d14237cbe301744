import type { Command } from 'commander'
import { counted } from '@letterlock/server/counted.ts'
import { chosenConnection } from '../../choose-connection.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'
import { formatRate } from '../../print-page.ts'
import { connectionCommand } from '../../global-options.ts'

export function campaignReportCommand(): Command {
  return connectionCommand('report')
    .description('show the report of a campaign')
    .argument('<campaign>', 'campaign ID')
    .action(async (campaign: string, _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const report = await account.campaigns.getReport(campaign)
      if (json) return printJson(report)
      const { sent, opens, clicks, bounces, unsubscribes, complaints, revenue } = report
      const kinds = bounces.hard === null ? '' : `, ${bounces.hard} hard and ${bounces.soft ?? 0} soft`
      print(`  sent          ${sent}`)
      print(`  opened        ${counted(opens.unique, 'contact')}, ${formatRate(opens.rate)}`)
      print(`  clicked       ${counted(clicks.unique, 'contact')}, ${formatRate(clicks.rate)}`)
      print(`  bounced       ${bounces.total}${kinds}`)
      print(`  unsubscribed  ${unsubscribes}`)
      if (complaints !== null) print(`  complained    ${complaints}`)
      if (revenue !== null)
        print(
          `  revenue       ${revenue.total.toFixed(2)} ${revenue.currency}, ${counted(revenue.orderCount, 'order')}`,
        )
      printSource(report.source)
    })
}
