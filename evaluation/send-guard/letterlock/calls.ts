import type { FirstCall, Seen } from '../target.ts'

/** Each tool, with arguments that reach the account. @param sent ID of a campaign that was sent */
export function callsOf({ campaign, audience, contact, connection }: Seen, sent: string): FirstCall[] {
  const calls: readonly (readonly [tool: string, args: Readonly<Record<string, unknown>>])[] = [
    ['list_connections', {}],
    ['connect_account', {}],
    ['list_audiences', {}],
    ['get_audience', { audience }],
    ['list_segments', { audience }],
    ['save_segment', { audience, name: 'Rye', conditions: [{ by: 'email', op: 'contains', value: 'a' }] }],
    ['search_contacts', { audience, limit: 5, responseFormat: 'detailed' }],
    ['get_contact', { audience, contact, responseFormat: 'detailed' }],
    ['upsert_contacts', { audience, status: 'subscribed', contacts: [{ email: 'rye@letters.example' }] }],
    ['update_contact_tags', { audience, contact, add: ['Rye'] }],
    ['change_contact', { audience, contact, action: 'change_address', newEmail: 'rye@letters.example' }],
    ['unsubscribe_contact', { audience, contact }],
    ['list_campaigns', { limit: 10, responseFormat: 'detailed' }],
    ['get_campaign', { campaign, view: 'text' }],
    ['get_campaign', { campaign: sent, view: 'html' }],
    ['get_campaign', { campaign, view: 'check' }],
    ['create_campaign', { audience, name: 'Oat', subject: 'Oat', html: '<p>Oat</p>' }],
    ['copy_campaign', { campaign: sent }],
    ['copy_campaign', { campaign: sent, toNonOpeners: true }],
    ['update_campaign', { campaign, subject: 'Rye at last' }],
    ['list_templates', {}],
    ['send_test_email', { campaign }],
    ['send_campaign', { campaign }],
    ['unschedule_campaign', { campaign }],
    ['get_account', {}],
    ['get_campaign_reports', { campaigns: [sent] }],
    ['list_campaign_recipients', { campaign: sent, activity: 'opened', limit: 5 }],
  ]
  const own = new Set(['list_connections', 'connect_account'])
  return calls.map(([tool, args]) => ({ tool, args: own.has(tool) ? args : { connection, ...args } }))
}
