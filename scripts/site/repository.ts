/** Where readers find what is in the repository and not on the site. */
export const REPOSITORY = 'https://github.com/letterlock/letterlock'
export const SITE_NAME = 'Letterlock'
export const TAGLINE =
  'Connect email marketing accounts to your application and to AI assistants through OAuth 2, and keep the connections working.'
