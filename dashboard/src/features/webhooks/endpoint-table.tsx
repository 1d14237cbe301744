import type { WebhookEndpoint } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'
import { EndpointRow } from './endpoint-row.tsx'

const words = texts.webhooks

/** On a phone there is no head: a row is an entry of a list. */
export function EndpointTable({ endpoints }: { readonly endpoints: readonly WebhookEndpoint[] }) {
  return (
    <table className="block w-full rounded-lg border bg-card text-sm tablet:table tablet:table-fixed tablet:border-separate tablet:border-spacing-0">
      <thead className="hidden text-left text-xs text-muted-foreground tablet:table-header-group">
        <tr className="h-8.5 *:border-b *:px-4 *:font-medium *:whitespace-nowrap">
          <th scope="col">{words.endpoint}</th>
          <th scope="col" className="w-44">
            {words.events}
          </th>
          <th scope="col" className="w-56">
            {texts.connections.status}
          </th>
          <th scope="col" className="w-40 text-right max-wide:hidden">
            {words.delivered}
          </th>
          <th scope="col" className="w-34 max-wide:hidden">
            {words.trend}
          </th>
          <th className="w-15">
            <span className="sr-only">{texts.connections.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody className="block tablet:table-row-group">
        {endpoints.map((endpoint) => (
          <EndpointRow key={endpoint.id} endpoint={endpoint} />
        ))}
      </tbody>
    </table>
  )
}
