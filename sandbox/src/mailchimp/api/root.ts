import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import { principalOf, dataFor } from './gate.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'
import { membersIn } from '../list-members.ts'

/** `GET /`, `/ping` and `/authorized-apps`. */
export function registerRoot(server: FastifyInstance, world: World): void {
  registerAccount(server, world)
  registerAuthorizedApps(server, world)
  registerChatter(server, world)
}

function registerAccount(server: FastifyInstance, world: World): void {
  server.get('/ping', () => ({ health_status: "Everything's Chimpy!" }))

  server.get<{ Querystring: PageQuery }>('/', (request) => {
    const { user, account } = principalOf(request)
    const lists = Object.values(dataFor(world, request).lists)
    const subscribed = lists.flatMap((list) => membersIn(list)).filter((m) => m.status === 'subscribed')
    return select(
      {
        account_id: account.id,
        login_id: String(user.loginId),
        account_name: account.name,
        email: user.email,
        first_name: user.username,
        last_name: 'Sandbox',
        username: user.username,
        avatar_url: '',
        role: 'Owner',
        member_since: '2021-03-01T09:00:00+00:00',
        pricing_plan_type: 'monthly',
        first_payment: '2021-04-01T09:00:00+00:00',
        account_timezone: 'Europe/Amsterdam',
        account_industry: 'Restaurant and Venue',
        contact: {
          company: account.name,
          addr1: '1 Sandbox Street',
          addr2: '',
          city: 'Utrecht',
          state: '',
          zip: '3511',
          country: 'NL',
        },
        pro_enabled: false,
        last_login: timestamp(world.clock.now().toISOString()),
        total_subscribers: subscribed.length,
        industry_stats: { open_rate: 0.2139, bounce_rate: 0.0058, click_rate: 0.0122 },
        _links: links(account.dataCenter, '/'),
      },
      request.query,
    )
  })
}

/** What happened in an account: new subscribers. */
function registerChatter(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: PageQuery }>('/activity-feed/chimp-chatter', (request) => {
    const { account } = principalOf(request)
    const entries = Object.values(dataFor(world, request).lists).map((list) => ({
      title: 'New subscribers',
      message: `${list.name} has new subscribers`,
      type: 'lists:new-subscriber',
      update_time: timestamp(world.clock.now().toISOString()),
      url: `https://${account.dataCenter}.admin.example.com/lists/${list.id}`,
      list_id: list.id,
      campaign_id: '',
    }))
    const body = {
      chimp_chatter: pageOf(entries, request.query),
      total_items: entries.length,
      _links: links(account.dataCenter, '/activity-feed/chimp-chatter'),
    }
    return select(body, request.query)
  })
}

function registerAuthorizedApps(server: FastifyInstance, world: World): void {
  const appsOf = (request: Parameters<typeof principalOf>[0]) => {
    const { user, account } = principalOf(request)
    const clientIds = Object.values(world.mailchimp.tokens)
      .filter((token) => token.username === user.username)
      .map((token) => token.clientId)
    return [...new Set(clientIds)].map((id) => ({
      id: Number(id),
      name: world.mailchimp.apps[id]?.name ?? '',
      description: world.mailchimp.apps[id]?.description ?? '',
      users: [user.username],
      _links: links(account.dataCenter, `/authorized-apps/${id}`),
    }))
  }
  server.get<{ Params: { appId: string }; Querystring: PageQuery }>('/authorized-apps/:appId', (request) => {
    const app = appsOf(request).find(({ id }) => String(id) === request.params.appId)
    if (!app) throw problems.notFound()
    return select(app, request.query)
  })
  server.get<{ Querystring: PageQuery }>('/authorized-apps', (request) => {
    const { account } = principalOf(request)
    const apps = appsOf(request)
    return select(
      {
        apps: pageOf(apps, request.query),
        total_items: apps.length,
        _links: links(account.dataCenter, '/authorized-apps'),
      },
      request.query,
    )
  })
}
