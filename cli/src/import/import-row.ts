import type { Letterlock } from '@letterlock/sdk'
import { readLabels } from './read-labels.ts'
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
  'labels',
]
const required = ['provider', 'endUserId']
const WRONG_LABELS = 'The field “labels” is no JSON object of texts, such as {"plan":"pro"}.'

/** Tokens or an API key from another system. */
export async function importRow(server: Letterlock, row: Row, wait: RetryWait): Promise<Outcome> {
  const wrong = checkFields(row, { known, required })
  if (wrong) return wrong
  const { fields } = row
  if (!fields['accessToken'] === !fields['apiKey'])
    return invalidRow('A row needs an accessToken or an apiKey, and not both.')
  const labels = readLabels(fields['labels'])
  if (!labels) return invalidRow(WRONG_LABELS)
  return submitRow(() => createConnection(server, fields, labels), wait)
}

function createConnection(
  server: Letterlock,
  fields: Row['fields'],
  labels: Record<string, string>,
): Promise<{ id: string }> {
  const { provider = '', endUserId = '', accessToken = '', refreshToken, apiKey } = fields
  const { accessTokenExpiresAt, oauthAppId } = fields
  if (apiKey)
    return server.connections.create({
      provider,
      endUserId,
      labels,
      credentials: { type: 'api_key', apiKey },
    })
  return server.connections.create({
    provider,
    endUserId,
    labels,
    ...(oauthAppId && { oauthAppId }),
    credentials: {
      type: 'tokens',
      accessToken,
      ...(refreshToken && { refreshToken }),
      ...(accessTokenExpiresAt && { accessTokenExpiresAt }),
    },
  })
}
