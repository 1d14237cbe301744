import type { ErrorRow } from './error-row.ts'

/** Webhook endpoints, deliveries and the log of calls. */
export const WEBHOOKS_ERRORS = {
  webhook_endpoint_not_found: {
    status: 404,
    title: 'Webhook endpoint not found',
    detail: 'The workspace has no such webhook endpoint.',
    nextStep: 'List the webhook endpoints to find the ID.',
  },
  delivery_not_found: {
    status: 404,
    title: 'Delivery not found',
    detail: 'There is no such delivery, or its event is no longer kept.',
    nextStep: 'List the deliveries of the webhook endpoint to find the ID.',
  },
  end_user_not_found: {
    status: 404,
    title: 'End user not found',
    detail: 'The workspace has nothing about an end user with this ID.',
    nextStep: 'Check that it is the endUserId of your connect sessions.',
  },
  call_not_found: {
    status: 404,
    title: 'Call not found',
    detail: 'There is no such call in the log, or it is no longer kept.',
    nextStep: 'List the calls to find the ID.',
  },
  webhook_url_not_allowed: {
    status: 422,
    title: 'Webhook URL not allowed',
    detail: 'Webhooks are sent to https:// URLs on port 443 of hosts on the public internet.',
    nextStep: 'Use such a URL, without a user name or password in it.',
  },
} as const satisfies Record<string, ErrorRow>
