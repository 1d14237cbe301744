import { deleteInPieces } from '../sql/delete-in-pieces.ts'
import type { AuthorizationRequest } from '../../connect/authorization-request.ts'
import type { Store } from '../../context.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import type { Sql } from '../sql/sql.ts'
import { readPermissions } from '../read-permissions.ts'

const COLUMNS = columnsOf('authorization_requests', [
  'connect_session_id',
  'workspace_id',
  'provider',
  'oauth_app_id',
  'redirect_uri',
  'permissions',
  'permissions_chosen',
  'browser_cookie_hash',
  'code_verifier_ciphertext',
  'expires_at',
  'callback_at',
  'confirmation_token_used_at',
])

type AuthorizationRequestRow = RowOf<typeof COLUMNS>

/** Requests are kept for a while after their callback, so that a second callback gets a precise error. */
export function createAuthorizationRequests(sql: Sql): Store['authorizationRequests'] {
  const find = finderOf(sql)
  return {
    ...createConfirmationTokens(sql),
    async insert(authorizationRequest, stateHash, browserHash) {
      const row = insertInto('authorization_requests', {
        state_hash: stateHash,
        connect_session_id: authorizationRequest.sessionId,
        workspace_id: authorizationRequest.workspaceId,
        provider: authorizationRequest.providerSlug,
        oauth_app_id: authorizationRequest.oauthAppId,
        redirect_uri: authorizationRequest.redirectUri,
        permissions: JSON.stringify(authorizationRequest.permissions),
        permissions_chosen: authorizationRequest.permissionsChosen ? 1 : 0,
        browser_cookie_hash: browserHash,
        code_verifier_ciphertext: authorizationRequest.codeVerifierCiphertext,
        expires_at: authorizationRequest.expiresAt,
      })
      await sql.write([row])
    },
    async take({ stateHash, browserHash, providerSlug }, now) {
      const text = `UPDATE authorization_requests SET callback_at = $1
        WHERE state_hash = $2 AND browser_cookie_hash = $3 AND provider = $4 AND callback_at IS NULL AND expires_at > $1`
      const values = [now, stateHash, browserHash, providerSlug]
      if (!(await sql.write([{ text, values, mustChange: true }]))) return undefined
      const row = await find('state_hash = $1', [stateHash])
      return row && toAuthorizationRequest(row)
    },
    async find(stateHash) {
      const row = await find('state_hash = $1', [stateHash])
      return (
        row && {
          authorizationRequest: toAuthorizationRequest(row),
          browserHash: row.browser_cookie_hash,
          taken: row.callback_at !== null,
        }
      )
    },
    async sweep(before) {
      const where = 'expires_at < $1'
      await deleteInPieces(sql, { table: 'connect_sessions', key: ['id'], where, values: [before] })
    },
  }
}

type Find = (condition: string, values: string[]) => Promise<AuthorizationRequestRow | undefined>

function finderOf(sql: Sql): Find {
  return (condition, values) =>
    sql.one<AuthorizationRequestRow>(
      `SELECT ${COLUMNS} FROM authorization_requests WHERE ${condition}`,
      values,
    )
}

type ConfirmationTokens = Pick<
  Store['authorizationRequests'],
  'issueConfirmationToken' | 'takeConfirmationToken' | 'findConfirmationToken' | 'replaceConfirmationToken'
>

function createConfirmationTokens(sql: Sql): ConfirmationTokens {
  const find = finderOf(sql)
  return {
    async issueConfirmationToken(stateHash, confirmationTokenHash, expiresAt) {
      const text =
        'UPDATE authorization_requests SET confirmation_token_hash = $1, confirmation_token_expires_at = $2 WHERE state_hash = $3'
      await sql.write([{ text, values: [confirmationTokenHash, expiresAt, stateHash] }])
    },
    async takeConfirmationToken(confirmationTokenHash, workspaceId, now) {
      const text = `UPDATE authorization_requests SET confirmation_token_used_at = $1
        WHERE confirmation_token_hash = $2 AND workspace_id = $3 AND confirmation_token_used_at IS NULL AND confirmation_token_expires_at > $1`
      if (!(await sql.write([{ text, values: [now, confirmationTokenHash, workspaceId], mustChange: true }])))
        return undefined
      const row = await find('confirmation_token_hash = $1', [confirmationTokenHash])
      return row && toAuthorizationRequest(row)
    },
    async findConfirmationToken(confirmationTokenHash, workspaceId) {
      const row = await find('confirmation_token_hash = $1 AND workspace_id = $2', [
        confirmationTokenHash,
        workspaceId,
      ])
      return (
        row && {
          authorizationRequest: toAuthorizationRequest(row),
          used: row.confirmation_token_used_at !== null,
        }
      )
    },
    async replaceConfirmationToken(confirmationTokenHash, nextConfirmationTokenHash, expiresAt) {
      const text = `UPDATE authorization_requests SET confirmation_token_hash = $1, confirmation_token_expires_at = $2, confirmation_token_used_at = NULL WHERE confirmation_token_hash = $3`
      await sql.write([{ text, values: [nextConfirmationTokenHash, expiresAt, confirmationTokenHash] }])
    },
  }
}

function toAuthorizationRequest(row: AuthorizationRequestRow): AuthorizationRequest {
  return {
    sessionId: row.connect_session_id,
    workspaceId: row.workspace_id,
    providerSlug: row.provider,
    oauthAppId: row.oauth_app_id,
    redirectUri: row.redirect_uri,
    permissions: readPermissions(row.permissions),
    permissionsChosen: row.permissions_chosen === 1,
    codeVerifierCiphertext: row.code_verifier_ciphertext,
    expiresAt: row.expires_at,
  }
}
