import type { WebhookEndpoint } from '@letterlock/sdk'

/** Its description, or the host of its URL. */
export const endpointName = ({ description, url }: WebhookEndpoint): string =>
  description || new URL(url).host
