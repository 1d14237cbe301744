import { MAX_DESCRIPTION_LENGTH, MAX_URL_LENGTH } from '@letterlock/server/limits.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { Row, Rows } from '../../ui/row.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { WebhookBadge } from './webhook-badge.tsx'

const words = texts.webhooks

/** The webhook endpoints of the workspace. */
export function WebhooksPage() {
  const endpoints = useQuery({ queryKey: ['webhooks'], queryFn: () => server.listWebhookEndpoints() })
  return (
    <Page title={words.title} lead={words.lead}>
      <Problem error={endpoints.error} onRetry={() => endpoints.refetch()} />
      {endpoints.isPending && <Skeleton />}
      {endpoints.data && (
        <div className="rounded-lg border bg-card">
          {endpoints.data.items.length === 0 && <Empty title={words.none} />}
          <Rows>
            {endpoints.data.items.map((endpoint) => (
              <Row key={endpoint.id} actions={<WebhookBadge endpoint={endpoint} />}>
                <h2 className="text-base">
                  <Link
                    to="/webhooks/$webhookEndpointId"
                    params={{ webhookEndpointId: endpoint.id }}
                    className="link"
                  >
                    {endpoint.description || new URL(endpoint.url).host}
                  </Link>
                </h2>
                <p className="text-sm">{endpoint.url}</p>
                <p className="text-sm text-muted-foreground">
                  {endpoint.eventTypes.join(' · ') || words.everyEvent}
                </p>
              </Row>
            ))}
          </Rows>
        </div>
      )}
      <NewEndpoint />
    </Page>
  )
}

function NewEndpoint() {
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: server.createWebhookEndpoint,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  })
  return (
    <Card title={words.create}>
      <div className="flex flex-col gap-4">
        <Form
          onSubmit={(form) => {
            const { url, description } = readForm(form, ['url', 'description'])
            const eventTypes = new FormData(form).has('connectionsOnly') ? ['connection'] : []
            create.mutate({ url, description, eventTypes }, { onSuccess: () => form.reset() })
          }}
        >
          <Field name="url" type="url" label={words.url} maxLength={MAX_URL_LENGTH} autoComplete="off" />
          <Field
            name="description"
            label={words.description}
            maxLength={MAX_DESCRIPTION_LENGTH}
            autoComplete="off"
            required={false}
          />
          <Choice name="connectionsOnly" defaultChecked>
            {words.connectionsOnly}
          </Choice>
          <Problem error={create.error} />
          <Button type="submit" className="self-start" busy={create.isPending}>
            {words.create}
          </Button>
        </Form>
        {create.data && (
          <Notice role="status">
            <p className="mb-2">{words.copySecret}</p>
            <Copy text={create.data.signingSecret} />
          </Notice>
        )}
      </div>
    </Card>
  )
}
