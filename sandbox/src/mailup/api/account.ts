import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { CONSOLE_HOST } from '../page-layout.ts'
import { FIELDS } from '../account-data.ts'
import { type User } from '../state.ts'
import { principalOf, dataFor } from './gate.ts'
import { accountDate, pageOf, type PageQuery } from './paging.ts'

const YEAR_MS = 365 * 86_400_000

/** The token's user, and the personal fields of the account. */
export function registerAccount(server: FastifyInstance, world: World): void {
  const info = (user: User) => ({
    AccountName: user.username,
    Company: user.company,
    ExpiryDate: accountDate(Math.floor(world.clock.now().getTime() / YEAR_MS + 1) * YEAR_MS),
    IsTrial: false,
    UID: String(user.uid),
    Url: `https://${CONSOLE_HOST}`,
    Username: user.username,
    Version: '8.9.4',
  })
  server.get('/Authentication/Info', (request) => info(principalOf(request)))
  server.get('/Authentication/Info/Details', (request) => {
    const user = principalOf(request)
    const lists = Object.values(dataFor(world, request).lists)
    return {
      ...info(user),
      AutoRenewal: true,
      CreditsByList: lists.map(({ idList }) => ({ IdList: idList, Credits: 10_000 })),
      Email: user.email,
      Lang: 'EN',
      Plan: 'Standard',
      TotalCredits: 10_000 * lists.length,
    }
  })
  server.get<{ Querystring: PageQuery }>('/Recipient/DynamicFields', (request) =>
    pageOf(
      FIELDS.map((Description, index) => ({ Description, Id: index + 1 })),
      request.query,
    ),
  )
}
