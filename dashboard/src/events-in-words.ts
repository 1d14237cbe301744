import type { Event, EventType } from '@letterlock/sdk'
import { detailsInWords } from './event-details.ts'
import { texts } from './texts.ts'

const EVENTS: Readonly<Record<EventType, string>> = {
  'oauth_app.created': 'App registered',
  'oauth_app.deleted': 'App removed',
  'oauth_app.client_secret_added': 'App got a new secret',
  'oauth_app.client_secret_removed': 'Old secret of an app erased',
  'assistant.authorized': 'Assistant let in',
  'assistant.revoked': 'Assistant sent away',
  'campaign.updated': 'Campaign changed',
  'campaign.send_approved': 'Sending confirmed',
  'campaign.created': 'Campaign made',
  'campaign.scheduled': 'Campaign scheduled',
  'campaign.sent': 'Campaign sent',
  'campaign.test_email_sent': 'Test e-mail sent',
  'campaign.unscheduled': 'Sending taken back',
  'connection.permissions_updated': 'Permissions changed',
  'connection.credential_failed': 'Stopped working',
  'connection.api_key_added': 'API key added',
  'connection.api_key_removed': 'API key erased',
  'connection.check_failed': 'Check failed',
  'connection.checked': 'Checked',
  'connection.created': 'Connected',
  'connection.deleted': 'Connection deleted',
  'connection.disconnected': 'Disconnected',
  'connection.expiring_soon': 'Ends soon',
  'connection.data_center_changed': 'Account moved to another data centre',
  'connection.recovered': 'Works again',
  'connection.refresh_failed': 'Renewing fails',
  'connection.token_refreshed': 'Token renewed',
  'connection.reconnected': 'Connected again',
  'contact.saved': 'Contact saved',
  'contact.tags_updated': 'Tags changed',
  'contact.unsubscribed': 'Contact unsubscribed',
  'secret_key.created': 'Key made',
  'secret_key.revoked': 'Key revoked',
  'invitation.revoked': 'Invitation taken back',
  'invitation.created': 'Invited',
  'member.joined': 'Joined',
  'member.removed': 'Removed from the workspace',
  'member.role_updated': 'Role changed',
  'call.forwarded': 'Calls forwarded',
  'token.retrieved': 'Token read',
  'workspace.updated': 'Settings changed',
  'workspace.created': 'Workspace made',
}

/** What happened, in words; a type that is newer than this page in its own. */
export function eventInWords(event: Event, platformName: (id: string) => string): string {
  const { type, data } = event
  const known: string | undefined = EVENTS[type]
  const said = known ?? type.replaceAll(/[._]/g, ' ')
  const provider = event.account?.provider ?? data['provider']
  const place = typeof provider === 'string' ? ` at ${platformName(provider)}` : ''
  const more = detailsInWords(event)
  return `${said}${place}${more === '' ? '' : `: ${more}`}`
}

export function actorInWords({ actor, actorName }: Event): string {
  if (actor === 'system') return texts.activity.itself
  if (actorName === null) return texts.activity.aborted
  return actor.startsWith('key_') ? texts.activity.byKey(actorName) : texts.activity.by(actorName)
}

/** Whether a check or renewal went well; null for what is neither. */
export function wentWell({ type, data }: Event): boolean | null {
  if (type === 'connection.token_refreshed') return true
  if (type === 'connection.refresh_failed' || type === 'connection.credential_failed') return false
  if (type === 'connection.check_failed') return false
  if (type === 'connection.checked') return data['oauth'] !== false && data['api_key'] !== false
  return null
}
