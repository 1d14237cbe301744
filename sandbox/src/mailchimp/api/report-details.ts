import type { FastifyInstance } from 'fastify'
import { hexDigest } from '../../hex-digest.ts'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { Campaign } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { DETAILS, describeRecipient } from './report-rows.ts'
import { activityOf } from './activity.ts'
import { deliveriesOf } from './deliveries.ts'
import { sentCampaignOf } from './reports.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'

interface Found {
  readonly campaign: Campaign
  readonly rows: Record<string, unknown>[]
  /** A row as it is answered. */
  readonly linked: (row: Record<string, unknown>) => Record<string, unknown>
  readonly opens: number
  readonly dc: string
}

/** One list for each sub-resource of a report, and its rows by their IDs. */
export function registerReportDetails(server: FastifyInstance, world: World): void {
  for (const [name, { member, id }] of Object.entries(DETAILS)) {
    server.get<{ Params: { campaignId: string }; Querystring: DetailsQuery }>(
      `/reports/:campaignId/${name}`,
      (request) => {
        const { campaign, rows, linked, opens, dc } = find(world, request, name)
        const body = {
          [member]: pageOf(sortRows(rows, request.query), request.query).map(linked),
          campaign_id: campaign.id,
          ...(name === 'open-details' && { total_opens: opens }),
          ...(name === 'domain-performance' && { total_sent: campaign.recipients.length }),
          total_items: rows.length,
          _links: links(dc, `/reports/${campaign.id}/${name}`),
        }
        return select(body, request.query)
      },
    )
    if (id)
      server.get<{ Params: { campaignId: string; id: string }; Querystring: DetailsQuery }>(
        `/reports/:campaignId/${name}/:id`,
        (request) => {
          const { rows, linked } = find(world, request, name)
          const wanted = request.params.id.includes('@')
            ? hexDigest('md5', request.params.id.toLowerCase())
            : request.params.id
          const row = rows.find((row) => String(row[id]) === wanted)
          if (!row) throw problems.notFound()
          return select(linked(row), request.query)
        },
      )
  }
}

interface DetailsQuery extends PageQuery {
  since?: string
  sort_field?: string
  sort_dir?: 'ASC' | 'DESC'
}

function find(
  world: World,
  request: Parameters<typeof dataFor>[1] & { params: { campaignId: string }; query: DetailsQuery },
  name: string,
): Found {
  const data = dataFor(world, request)
  const dc = principalOf(request).account.dataCenter
  const campaign = sentCampaignOf(data, request.params.campaignId)
  const deliveries = deliveriesOf(campaign)
  const detail = DETAILS[name]
  const all =
    detail?.rows({ campaign, dc, deliveries, user: (hash) => describeRecipient(campaign, data, hash) }) ?? []
  const { since } = request.query
  const rows = since && detail?.since ? keepSince(all, detail.since, Date.parse(since)) : all
  const path = `/reports/${campaign.id}/${name}`
  const linked = (row: Record<string, unknown>): Record<string, unknown> => {
    const own = detail?.id ? row[detail.id] : undefined
    const isId = typeof own === 'string' || typeof own === 'number'
    return { ...row, _links: links(dc, isId ? `${path}/${own}` : path) }
  }
  return { campaign, rows, linked, opens: activityOf(campaign).opens, dc }
}

/** Sorts by a member of the rows; times of opening by the latest. */
function sortRows(
  rows: Record<string, unknown>[],
  { sort_field: field, sort_dir: direction }: DetailsQuery,
): Record<string, unknown>[] {
  if (!field) return rows
  const sign = direction === 'DESC' ? -1 : 1
  const keyOf = (row: Record<string, unknown>): string | number => {
    const value = row[field] ?? row[`${field}_count`]
    return typeof value === 'number' ? value : JSON.stringify(value ?? row['opens'] ?? '')
  }
  return rows.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right))
    return sign * order
  })
}

function keepSince(
  rows: Record<string, unknown>[],
  keep: (row: Record<string, unknown>, since: number) => Record<string, unknown> | undefined,
  since: number,
): Record<string, unknown>[] {
  return rows.map((row) => keep(row, since)).filter((row) => row !== undefined)
}
