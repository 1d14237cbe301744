import type { FastifyInstance } from 'fastify'
import { applySpecification } from '../../specification/apply-specification.ts'
import type { World } from '../../world.ts'
import { registerAccount } from './account.ts'
import { registerGate } from './gate.ts'
import { registerGroups } from './groups.ts'
import { registerFiles } from './files.ts'
import { registerLists } from './lists.ts'
import { registerMessages } from './messages.ts'
import { registerRecipients } from './recipients.ts'
import { registerSendings } from './sendings.ts'
import { MAILUP_RULES } from './rules.ts'
import { registerStatistics } from './statistics.ts'
import { registerSubscriptions } from './subscriptions.ts'

/** The Console and the statistics service. */
export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  const answerTheRest = applySpecification(server, MAILUP_RULES)
  void server.register(
    async (console) => {
      registerAccount(console, world)
      registerLists(console, world)
      registerGroups(console, world)
      registerRecipients(console, world)
      registerSubscriptions(console, world)
      registerMessages(console, world)
      registerSendings(console, world)
      registerFiles(console, world)
    },
    { prefix: '/ConsoleService.svc/Console' },
  )
  void server.register(async (statistics) => registerStatistics(statistics, world), {
    prefix: '/MailStatisticsService.svc',
  })
  answerTheRest()
}
