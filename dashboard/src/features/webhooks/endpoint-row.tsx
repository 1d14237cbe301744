import { Link } from '@tanstack/react-router'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { Ellipsis, Pause, Pencil, Play, Send } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { toastProblem } from '../../ui/toast-problem.ts'
import { toast } from '../../ui/toast.tsx'
import { Since } from '../../ui/since.tsx'
import { texts } from '../../words/index.ts'
import { EditEndpoint } from './edit-endpoint.tsx'
import { endpointName } from './endpoint-name.ts'
import { DeliveredShare, DeliveryTrend } from './recent-deliveries.tsx'
import { outcomeOf } from './outcome-of.ts'
import { useEndpointActions } from './use-endpoint-actions.ts'
import { WebhookBadge } from './webhook-badge.tsx'

const words = texts.webhooks

interface EndpointRowProps {
  readonly endpoint: WebhookEndpoint
}

/** The whole row opens the endpoint. */
export function EndpointRow({ endpoint }: EndpointRowProps) {
  const { id, url, description, eventTypes, failingSince, status } = endpoint
  const name = endpointName(endpoint)
  return (
    <tr
      data-testid="webhook-endpoint"
      className="relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2.5 last:border-b-0 hover:bg-muted/60 tablet:table-row tablet:*:border-b tablet:*:px-4 tablet:*:py-2 tablet:last:*:border-b-0"
    >
      <td className="min-w-0 flex-[1_1_calc(100%-4rem)]">
        <Link
          to="/webhooks/$webhookEndpointId"
          params={{ webhookEndpointId: id }}
          className="block truncate text-base font-semibold no-underline after:absolute after:inset-0"
        >
          {name}
        </Link>
        {description !== '' && (
          <code className="block truncate text-xs text-muted-foreground" title={url}>
            {url}
          </code>
        )}
      </td>
      <td className="truncate text-muted-foreground max-tablet:order-3" title={eventTypes.join(', ')}>
        {eventsInWords(eventTypes)}
      </td>
      <td className="max-tablet:order-4">
        <WebhookBadge endpoint={endpoint} />
        {failingSince !== null && status === 'enabled' && (
          <span className="text-xs text-muted-foreground tablet:block">
            {' '}
            <Since at={failingSince} />
          </span>
        )}
      </td>
      <td className="tabular-nums max-tablet:order-5 max-tablet:basis-full tablet:max-wide:hidden wide:text-right">
        <span className="text-muted-foreground tablet:hidden">{words.delivered}: </span>
        <DeliveredShare endpoint={endpoint} />
      </td>
      <td className="max-wide:hidden">
        <DeliveryTrend endpoint={endpoint} />
      </td>
      <td className="relative z-[1] max-tablet:order-2">
        <RowMenu endpoint={endpoint} />
      </td>
    </tr>
  )
}

function RowMenu({ endpoint }: EndpointRowProps) {
  const { pauseOrEnable, edit, test } = useEndpointActions(endpoint)
  const [isEditing, setIsEditing] = useState(false)
  const isEnabled = endpoint.status === 'enabled'
  return (
    <>
      <Menu
        trigger={(props) => (
          <Button
            look="ghost"
            size="small"
            square
            icon={Ellipsis}
            busy={pauseOrEnable.isPending || test.isPending}
            aria-label={texts.connections.actionsFor(endpointName(endpoint))}
            {...props}
          />
        )}
        entries={[
          {
            name: words.test,
            icon: Send,
            onSelect: () =>
              test.mutate(undefined, {
                onSuccess: (tested) => toast(outcomeOf(tested)),
                onError: toastProblem,
              }),
          },
          {
            name: isEnabled ? words.pause : words.enable,
            icon: isEnabled ? Pause : Play,
            onSelect: () => pauseOrEnable.mutate(undefined, { onError: toastProblem }),
          },
          { name: `${words.edit}…`, icon: Pencil, onSelect: () => setIsEditing(true) },
        ]}
      />
      {isEditing && <EditEndpoint endpoint={endpoint} edit={edit} onClose={() => setIsEditing(false)} />}
    </>
  )
}

/** One by its name; several are counted. */
function eventsInWords(eventTypes: readonly string[]): string {
  const [only = ''] = eventTypes
  if (eventTypes.length === 0) return words.eventKinds.every
  if (eventTypes.length > 1) return words.typesOfEvent(eventTypes.length)
  return only === 'connection' ? words.eventKinds.connections : only
}
