import type { LetterlockEvent, EventType } from '@letterlock/sdk'
import { detailsInWords } from './event-details.ts'
import { texts } from './texts.ts'

const EVENTS: Readonly<Record<EventType, string>> = {
  'oauth_app.created': 'OAuth app registered',
  'oauth_app.deleted': 'OAuth app deleted',
  'oauth_app.client_secret_added': 'Client secret added',
  'oauth_app.client_secret_removed': 'Client secret removed',
  'assistant.authorized': 'Assistant authorized',
  'assistant.revoked': 'Assistant revoked',
  'campaign.updated': 'Campaign updated',
  'campaign.send_approved': 'Send approved',
  'campaign.created': 'Campaign created',
  'campaign.scheduled': 'Campaign scheduled',
  'campaign.sent': 'Campaign sent',
  'campaign.test_email_sent': 'Test email sent',
  'campaign.unscheduled': 'Campaign unscheduled',
  'connection.permissions_updated': 'Permissions changed',
  'connection.credential_failed': 'Stopped working',
  'connection.api_key_added': 'API key added',
  'connection.api_key_removed': 'API key removed',
  'connection.check_failed': 'Check failed',
  'connection.checked': 'Checked',
  'connection.created': 'Connected',
  'connection.deleted': 'Deleted',
  'connection.disconnected': 'Disconnected',
  'connection.expiring_soon': 'Expiring soon',
  'connection.data_center_changed': 'Moved to another data center',
  'connection.recovered': 'Working again',
  'connection.refresh_failed': 'Token refresh failed',
  'connection.token_refreshed': 'Token refreshed',
  'connection.reconnected': 'Reconnected',
  'contact.created': 'Contact added',
  'contact.updated': 'Contact updated',
  'contact.tags_updated': 'Tags changed',
  'contact.unsubscribed': 'Contact unsubscribed',
  'secret_key.created': 'Secret key created',
  'secret_key.revoked': 'Secret key revoked',
  'invitation.revoked': 'Invitation revoked',
  'invitation.created': 'Invitation sent',
  'member.joined': 'Joined',
  'member.removed': 'Removed',
  'member.role_updated': 'Role changed',
  'call.forwarded': 'Calls forwarded',
  'token.retrieved': 'Access token retrieved',
  'workspace.updated': 'Settings changed',
  'workspace.created': 'Workspace created',
  'webhook_endpoint.created': 'Webhook endpoint created',
  'webhook_endpoint.updated': 'Webhook endpoint updated',
  'webhook_endpoint.deleted': 'Webhook endpoint deleted',
  'webhook_endpoint.tested': 'Webhook endpoint tested',
  'webhook_endpoint.paused': 'Webhook endpoint paused: it was failing',
  'webhook_endpoint.disabled': 'Webhook endpoint disabled: it is gone',
}

/** An event in words; a type that this page does not know yet by its own name. */
export function eventInWords(event: LetterlockEvent, providerName: (id: string) => string): string {
  const { type, data } = event
  const known: string | undefined = EVENTS[type]
  const name = known ?? type.replaceAll(/[._]/g, ' ')
  const provider = event.connection?.provider ?? data['provider']
  const place = typeof provider === 'string' ? ` at ${providerName(provider)}` : ''
  const more = detailsInWords(event)
  return `${name}${place}${more === '' ? '' : `: ${more}`}`
}

export function actorInWords({ actor: { type, name } }: LetterlockEvent): string {
  if (type === 'system') return texts.activity.automatically
  if (name === null) return texts.activity.byDeleted
  return type === 'secret_key' ? texts.activity.bySecretKey(name) : texts.activity.by(name)
}

/** Whether a check or refresh succeeded; null for other events. */
export function hasSucceeded({ type, data }: LetterlockEvent): boolean | null {
  if (type === 'connection.token_refreshed') return true
  if (type === 'connection.refresh_failed' || type === 'connection.credential_failed') return false
  if (type === 'connection.check_failed') return false
  if (type === 'connection.checked') return data['oauth'] !== false && data['api_key'] !== false
  return null
}
