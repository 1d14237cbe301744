import type { FastifyInstance } from 'fastify'

/* What real assistants publish of themselves, as Client ID Metadata Documents at addresses of their own: draft-ietf-oauth-client-id-metadata-document. */

/** Claude Code: without its kind, and a loopback address without a port, while it comes back to one with a port. */
const CLAUDE_CODE = {
  client_id: 'https://claude.ai/oauth/claude-code-client-metadata',
  client_name: 'Claude Code',
  client_uri: 'https://claude.ai',
  redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
}

/** VS Code: its own page and a loopback address, side by side. */
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
