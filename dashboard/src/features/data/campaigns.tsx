import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Tag } from '../../ui/badge.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { CampaignReport } from './campaign-report.tsx'
import { PagesOf } from './pages-of.tsx'

const words = texts.data

export function Campaigns({ connectionId }: { readonly connectionId: string }) {
  const audiences = useAudienceNames(connectionId)
  const to = ({ audienceIds }: Campaign): string =>
    audienceIds
      .map((id) => audiences?.get(id) ?? '')
      .filter(Boolean)
      .join(', ')
  return (
    <PagesOf
      queryKey={[connectionId, 'campaigns']}
      read={async (cursor) => (await server.account(connectionId)).campaigns.list({ cursor, limit: 20 })}
      empty={words.noCampaigns}
    >
      {(campaign) =>
        campaign.status === 'sent' ? (
          <Disclosure summary={<Heading campaign={campaign} audiences={to(campaign)} />} lazy>
            <CampaignReport connectionId={connectionId} campaignId={campaign.id} />
          </Disclosure>
        ) : (
          <div className="flex min-h-9 items-center pl-5.5">
            <Heading campaign={campaign} audiences={to(campaign)} />
          </div>
        )
      }
    </PagesOf>
  )
}

/** Names by ID. A campaign has only IDs; without names, it is listed anyway. */
function useAudienceNames(connectionId: string): ReadonlyMap<string, string> | undefined {
  const { data } = useQuery({
    queryKey: ['data', connectionId, 'audience names'],
    queryFn: async () => (await server.account(connectionId)).audiences.list({ limit: 100 }),
    select: ({ items }) => new Map(items.map(({ id, name }) => [id, name])),
    staleTime: Infinity,
    refetchInterval: false,
    retry: false,
  })
  return data
}

interface HeadingProps {
  readonly campaign: Campaign
  /** The names; empty if unknown. */
  readonly audiences: string
}

function Heading({ campaign, audiences }: HeadingProps) {
  const { name, subject, status, sentAt, scheduledAt, createdAt } = campaign
  const at = sentAt ?? scheduledAt ?? createdAt
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <span className="min-w-0 wrap-anywhere">
        <span className="block font-semibold">{name}</span>
        {subject !== null && subject !== name && (
          <span className="block font-normal text-muted-foreground">{subject}</span>
        )}
        {audiences !== '' && (
          <span className="block font-normal text-muted-foreground">{words.to(audiences)}</span>
        )}
      </span>
      <span className="flex items-center gap-3 font-normal text-muted-foreground">
        <Tag>{words.statuses[status]}</Tag>
        {at !== null && <When at={at} />}
      </span>
    </span>
  )
}
