// PKCE, and an ID token whose signature is verified. The provider has no discovery. Nothing of the sandbox is named.
import { createServer } from 'node:http'
import * as openid from 'openid-client'

const [, , port, clientId, clientSecret] = process.argv
const redirect_uri = `http://127.0.0.1:${port}/callback`
const issuer = 'https://authz.constantcontact.com/oauth2/default'
const server = {
  issuer,
  authorization_endpoint: `${issuer}/v1/authorize`,
  token_endpoint: `${issuer}/v1/token`,
  jwks_uri: `${issuer}/v1/keys`,
}
const config = new openid.Configuration(server, clientId, {}, openid.ClientSecretBasic(clientSecret))
openid.enableNonRepudiationChecks(config)
const pkceCodeVerifier = openid.randomPKCECodeVerifier()
const code_challenge = await openid.calculatePKCECodeChallenge(pkceCodeVerifier)
const expectedState = openid.randomState()

const signIn = () =>
  openid.buildAuthorizationUrl(config, {
    redirect_uri,
    scope: 'account_read offline_access',
    code_challenge,
    code_challenge_method: 'S256',
    state: expectedState,
  })

async function readAccount(url) {
  const tokens = await openid.authorizationCodeGrant(config, url, { pkceCodeVerifier, expectedState })
  const refreshed = await openid.refreshTokenGrant(config, tokens.refresh_token)
  const account = await openid.fetchProtectedResource(
    config,
    refreshed.access_token,
    new URL('https://api.cc.email/v3/account/summary'),
    'GET',
  )
  return { subject: tokens.claims().sub, account: await account.json() }
}

createServer((request, response) => {
  const url = new URL(request.url, redirect_uri)
  if (url.pathname !== '/callback') return response.writeHead(302, { location: signIn().href }).end()
  readAccount(url).then(
    (account) => response.end(JSON.stringify(account)),
    (error) => response.writeHead(500).end(String(error)),
  )
}).listen(port, '127.0.0.1', () => process.stdout.write('ready\n'))
