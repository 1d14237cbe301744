/** The provider of the examples in the API reference. */
export const EXAMPLE_PROVIDER = {
  slug: 'mailchimp',
  name: 'Mailchimp',
  dataCenter: 'us6',
  apiBaseUrl: 'https://us6.api.mailchimp.com',
  apiPath: '3.0/lists',
} as const
