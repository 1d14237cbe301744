import type { Letterlock } from '@letterlock/sdk'
import type { Patience } from './patience.ts'
import { checkFields, invalidRow, settle, type Outcome, type Row } from './submit-row.ts'

const known = ['provider', 'owner', 'accessToken', 'refreshToken', 'expiresAt', 'app', 'apiKey']
const required = ['provider', 'owner']

/** Tokens or an API key that another system holds. */
export async function importRow(server: Letterlock, row: Row, waitTimeout: Patience): Promise<Outcome> {
  const wrong = checkFields(row, { known, required })
  if (wrong) return wrong
  const { fields } = row
  if (!fields['accessToken'] === !fields['apiKey'])
    return invalidRow('A row needs an accessToken or an apiKey, and not both.')
  return settle(() => send(server, fields), waitTimeout)
}

function send(server: Letterlock, fields: Row['fields']): Promise<{ id: string }> {
  const { provider = '', owner = '', accessToken = '', refreshToken, expiresAt, app, apiKey } = fields
  if (apiKey) return server.connectWithApiKey({ provider, owner, apiKey })
  return server.importConnection({
    provider,
    owner,
    accessToken,
    ...(refreshToken && { refreshToken }),
    ...(expiresAt && { expiresAt }),
    ...(app && { app }),
  })
}
