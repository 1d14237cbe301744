import type { Letterlock } from '@letterlock/sdk'
import type { RetryWait } from './retry-wait.ts'
import { checkFields, invalidRow, type Outcome, type Row } from './row.ts'
import { submitRow } from './submit-row.ts'

const known = [
  'provider',
  'endUserId',
  'accessToken',
  'refreshToken',
  'accessTokenExpiresAt',
  'oauthAppId',
  'apiKey',
]
const required = ['provider', 'endUserId']

/** Tokens or an API key from another system. */
export async function importRow(server: Letterlock, row: Row, wait: RetryWait): Promise<Outcome> {
  const wrong = checkFields(row, { known, required })
  if (wrong) return wrong
  const { fields } = row
  if (!fields['accessToken'] === !fields['apiKey'])
    return invalidRow('A row needs an accessToken or an apiKey, and not both.')
  return submitRow(() => createConnection(server, fields), wait)
}

function createConnection(server: Letterlock, fields: Row['fields']): Promise<{ id: string }> {
  const { provider = '', endUserId = '', accessToken = '', refreshToken, apiKey } = fields
  const { accessTokenExpiresAt, oauthAppId } = fields
  if (apiKey)
    return server.connections.create({ provider, endUserId, credentials: { type: 'api_key', apiKey } })
  return server.connections.create({
    provider,
    endUserId,
    ...(oauthAppId && { oauthAppId }),
    credentials: {
      type: 'tokens',
      accessToken,
      ...(refreshToken && { refreshToken }),
      ...(accessTokenExpiresAt && { accessTokenExpiresAt }),
    },
  })
}
