/**
 * What surprises clients of each provider, and is simulated. The sources are in the files that simulate it. The provider pages of
 * the documentation show these sentences.
 */
export const QUIRKS: Readonly<Record<string, readonly string[]>> = {
  mailchimp: [
    'An authorization code works for 30 seconds, once.',
    'The user signs in at every authorization. PKCE and scopes are ignored.',
    'The redirect URI must equal the registered one. `localhost` is never accepted; `127.0.0.1` is.',
    'The token response has three members: no `token_type`, `expires_in: 0` for “never”, and `scope: null`.',
    'Each account lives in one data center. Only the metadata endpoint names it, and calls to another one are answered like an invalid key.',
    'The metadata endpoint answers an invalid token with status 200 and `error` in the body.',
    'Access tokens and API keys are interchangeable in every form of the `Authorization` header.',
    'Only the newest client secret works.',
    '`open_rate` and `click_rate` are percentages in lists, and fractions in reports.',
  ],
  mailup: [
    'Each refresh returns a new refresh token, and the previous one stops working.',
    'An authorization code is “time-limited” without a documented value; it works for a minute here.',
    'The token response has no `token_type` and no `scope`.',
    'A code can be redeemed by GET, even without client credentials, as in the official samples.',
    'The terms of service can block every call of an account until its owner has accepted them.',
    'An account may make five calls per second.',
    'There are no scopes and there is no PKCE.',
  ],
  'constant-contact': [
    'An authorization code works for five minutes, once.',
    'There is a refresh token only if `offline_access` was requested.',
    'The settings of the application decide whether refresh tokens rotate. If they do, a new token set invalidates all earlier ones, access tokens too.',
    'A refresh token expires after 180 days without use.',
    'All accounts of an application share four calls per second and 10,000 calls per day.',
    'PKCE without a client secret works, and so does PKCE with one.',
    'Access tokens look like JWTs of about a thousand characters. Clients must not read them.',
    'A device can be connected with a code (RFC 8628).',
  ],
  'constant-contact-v2': [
    'An access token lasts ten years and cannot be refreshed.',
    'Every call contains the client ID (`api_key`) beside the token.',
    'The account response has no ID. The user name in the redirect and in the token information is the account.',
    'The lifetime in the token information is a string, not a number.',
    'Existing passwords and OAuth 1.0a tokens can be exchanged for tokens. The old credentials stay valid.',
    'All accounts of a key share four calls per second.',
    'There are no scopes. New keys are no longer issued.',
  ],
}
