import type { Encryption } from '../encryption/encryption.ts'
import { Secret } from '../kernel/secret.ts'

interface Context {
  readonly encryption: Encryption
}

const contextOf = (workspaceId: string) =>
  ({ workspaceId, rowId: workspaceId, field: 'alert_webhook_url' }) as const

export const encryptWebhookUrl = ({ encryption }: Context, workspaceId: string, url: string): Uint8Array =>
  encryption.encrypt(url, contextOf(workspaceId))

export const decryptWebhookUrl = (
  { encryption }: Context,
  workspaceId: string,
  ciphertext: Uint8Array,
): Secret => new Secret(encryption.decrypt(ciphertext, contextOf(workspaceId)))
