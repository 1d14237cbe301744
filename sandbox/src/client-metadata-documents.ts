import type { FastifyInstance } from 'fastify'

/* Client ID Metadata Documents as real assistants publish them (draft-ietf-oauth-client-id-metadata-document). */

/** Claude Code: no application type, and a loopback redirect URI without port, although it uses a port. */
const CLAUDE_CODE = {
  client_id: 'https://claude.ai/oauth/claude-code-client-metadata',
  client_name: 'Claude Code',
  client_uri: 'https://claude.ai',
  redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
}

/** VS Code: a redirect URI on its own host and a loopback one. */
const VS_CODE = {
  client_id: 'https://vscode.dev/oauth/client-metadata.json',
  client_name: 'Visual Studio Code',
  application_type: 'native',
  redirect_uris: ['https://vscode.dev/redirect', 'http://127.0.0.1:33418/'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
}

export function registerClientMetadataDocuments(server: FastifyInstance): void {
  for (const document of [CLAUDE_CODE, VS_CODE]) {
    const { host, pathname } = new URL(document.client_id)
    server.get(`/${host}${pathname}`, () => document)
  }
}
