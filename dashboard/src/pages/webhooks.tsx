import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../api.ts'
import { Copy } from '../parts/copy.tsx'
import { Field } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { WebhookBadge } from '../parts/webhook-badge.tsx'
import { readForm } from '../read-form.ts'
import { texts } from '../texts.ts'

/** The webhook endpoints of the workspace. */
export function WebhooksPage() {
  const words = texts.webhooks
  const endpoints = useQuery({ queryKey: ['webhooks'], queryFn: () => server.listWebhookEndpoints() })
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <Problem error={endpoints.error} />
      {endpoints.data?.items.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="cards">
        {endpoints.data?.items.map((endpoint) => (
          <li key={endpoint.id} className="card">
            <h2>
              <Link to="/webhooks/$webhookEndpointId" params={{ webhookEndpointId: endpoint.id }}>
                {endpoint.description || new URL(endpoint.url).host}
              </Link>{' '}
              <WebhookBadge endpoint={endpoint} />
            </h2>
            <p>{endpoint.url}</p>
            <p className="soft">{endpoint.eventTypes.join(' · ') || words.everyEvent}</p>
          </li>
        ))}
      </ul>
      <NewEndpoint />
    </>
  )
}

function NewEndpoint() {
  const queries = useQueryClient()
  const words = texts.webhooks
  const create = useMutation({
    mutationFn: server.createWebhookEndpoint,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <section className="card">
      <h2>{words.create}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const form = event.currentTarget
          const { url, description } = readForm(form, ['url', 'description'])
          const eventTypes = new FormData(form).has('connectionsOnly') ? ['connection'] : []
          create.mutate({ url, description, eventTypes }, { onSuccess: () => form.reset() })
        }}
      >
        <Field name="url" type="url" label={words.url} maxLength={2000} autoComplete="off" />
        <Field
          name="description"
          label={words.description}
          maxLength={200}
          autoComplete="off"
          required={false}
        />
        <label className="choice">
          <input type="checkbox" name="connectionsOnly" defaultChecked /> {words.connectionsOnly}
        </label>
        <Problem error={create.error} />
        <button disabled={create.isPending}>{words.create}</button>
      </form>
      {create.data && (
        <div className="report" role="status">
          <p>{words.copySecret}</p>
          <Copy text={create.data.signingSecret} />
        </div>
      )}
    </section>
  )
}
