import { hexDigest } from '../../hex-digest.ts'
import type { Context, Resource } from '../../resources/resource.ts'
import type { Json } from '../../is-json.ts'

const setStatus =
  (status: string) =>
  (item: Json): void => {
    item['status'] = status
  }

/** Classic automations: they can be read, started and paused; nothing is sent. */
export const AUTOMATIONS: readonly Resource[] = [
  {
    path: '/automations',
    seed: (context) => [workflowOf(context, 'Welcome series'), workflowOf(context, 'Birthday')],
    create: (item, { now }) => ({ ...item, status: 'save', create_time: now, emails_sent: 0 }),
    actions: {
      archive: setStatus('archived'),
      'pause-all-emails': setStatus('paused'),
      'start-all-emails': (workflow, { now }) =>
        void Object.assign(workflow, { status: 'sending', start_time: now }),
    },
  },
  {
    path: '/automations/{workflow_id}/emails',
    seed: (context) => [1, 2].map((position) => emailOf(context, position)),
    actions: { pause: setStatus('paused'), start: setStatus('sending') },
  },
  {
    path: '/automations/{workflow_id}/emails/{workflow_email_id}/queue',
    newId: (_context, item) => hashOf(item),
    create: (item, { params, now }) => ({
      workflow_id: params['workflow_id'],
      email_id: params['workflow_email_id'],
      email_address: item['email_address'],
      next_send: now,
      list_is_active: true,
    }),
  },
  {
    path: '/automations/{workflow_id}/removed-subscribers',
    newId: (_context, item) => hashOf(item),
    create: (item, { params }) => ({
      workflow_id: params['workflow_id'],
      email_address: item['email_address'],
    }),
  },
]

const hashOf = ({ email_address: address }: Json): string => hexDigest('md5', String(address).toLowerCase())

function workflowOf({ now, nextNumber }: Context, title: string): Json {
  return {
    id: hexDigest('md5', title, 10),
    create_time: now,
    start_time: now,
    status: 'sending',
    emails_sent: nextNumber() % 100,
    settings: { title, from_name: 'Sandbox', reply_to: 'hello@example.com' },
  }
}

function emailOf({ now, params }: Context, position: number): Json {
  return {
    id: hexDigest('md5', `${params['workflow_id']} ${position}`, 10),
    workflow_id: params['workflow_id'],
    position,
    create_time: now,
    start_time: now,
    send_time: now,
    status: 'sending',
    content_type: 'template',
    delay: { amount: position, type: 'day', direction: 'after', action: 'signup' },
    settings: { subject_line: `Welcome, part ${position}`, title: `Email ${position}` },
  }
}
