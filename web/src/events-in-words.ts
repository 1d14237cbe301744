import type { Event, EventType } from '@letterlock/client'
import { detailsInWords } from './event-details.ts'
import { texts } from './texts.ts'

const EVENTS: Readonly<Record<EventType, string>> = {
  'app.created': 'App registered',
  'app.deleted': 'App removed',
  'app.secret_added': 'App got a new secret',
  'app.secret_removed': 'Old secret of an app erased',
  'assistant.let_in': 'Assistant let in',
  'assistant.sent_away': 'Assistant sent away',
  'campaign.changed': 'Campaign changed',
  'campaign.confirmed': 'Sending confirmed',
  'campaign.created': 'Campaign made',
  'campaign.scheduled': 'Campaign scheduled',
  'campaign.sent': 'Campaign sent',
  'campaign.tested': 'Test e-mail sent',
  'campaign.unscheduled': 'Sending taken back',
  'connection.access_changed': 'Permissions changed',
  'connection.access_lost': 'Stopped working',
  'connection.api_key_added': 'API key added',
  'connection.api_key_removed': 'API key erased',
  'connection.check_failed': 'Check failed',
  'connection.checked': 'Checked',
  'connection.created': 'Connected',
  'connection.deleted': 'Connection deleted',
  'connection.disconnected': 'Disconnected',
  'connection.expiring_soon': 'Ends soon',
  'connection.moved': 'Account moved to another data centre',
  'connection.recovered': 'Works again',
  'connection.refresh_failing': 'Renewing fails',
  'connection.refreshed': 'Token renewed',
  'connection.renewed': 'Connected again',
  'contact.saved': 'Contact saved',
  'contact.tagged': 'Tags changed',
  'contact.unsubscribed': 'Contact unsubscribed',
  'key.created': 'Key made',
  'key.revoked': 'Key revoked',
  'member.invitation_revoked': 'Invitation taken back',
  'member.invited': 'Invited',
  'member.joined': 'Joined',
  'member.removed': 'Removed from the workspace',
  'member.role_changed': 'Role changed',
  'proxy.called': 'Calls forwarded',
  'token.read': 'Token read',
  'workspace.changed': 'Settings changed',
  'workspace.created': 'Workspace made',
}

/** What happened, in words; a type that is newer than this page in its own. */
export function eventInWords(event: Event, platformName: (id: string) => string): string {
  const { type, data } = event
  const known: string | undefined = EVENTS[type]
  const said = known ?? type.replaceAll(/[._]/g, ' ')
  const provider = event.account?.provider ?? data['provider']
  const platform = typeof provider === 'string' ? ` at ${platformName(provider)}` : ''
  const more = detailsInWords(event)
  return `${said}${platform}${more === '' ? '' : `: ${more}`}`
}

export function actorInWords({ actor, actorName }: Event): string {
  if (actor === 'system') return texts.activity.itself
  if (actorName === null) return texts.activity.gone
  return actor.startsWith('key_') ? texts.activity.byKey(actorName) : texts.activity.by(actorName)
}

/** Whether a check or renewal went well; null for what is neither. */
export function wentWell({ type, data }: Event): boolean | null {
  if (type === 'connection.refreshed') return true
  if (type === 'connection.refresh_failing' || type === 'connection.access_lost') return false
  if (type === 'connection.check_failed') return false
  if (type === 'connection.checked') return data['oauth'] !== false && data['api_key'] !== false
  return null
}
