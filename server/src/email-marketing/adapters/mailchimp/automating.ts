import { z } from 'zod'
import type { Automating } from '../adapter.ts'
import type { Automation } from '../../model/insight-schemas.ts'
import { count, id, maybeCount, maybeText, maybeTime, oneOf } from '../shapes.ts'
import { segment } from '../values.ts'
import { found, NO_LINKS, pageQuery } from './paging.ts'

/* Classic automations, https://mailchimp.com/developer/marketing/api/automation/. The API has no customer journeys. */

const STATUS = {
  save: 'draft',
  paused: 'paused',
  sending: 'sending',
  archived: 'archived',
} as const satisfies Readonly<Record<string, Automation['status']>>

const body = z.object({
  id,
  status: oneOf(STATUS),
  create_time: maybeTime,
  emails_sent: maybeCount,
  recipients: z.object({ list_id: maybeText }).nullish(),
  settings: z.object({ title: maybeText }),
})

const describe = ({
  id: automationId,
  status,
  create_time,
  emails_sent,
  recipients,
  settings,
}: z.output<typeof body>): Automation => ({
  id: automationId,
  name: settings.title ?? automationId,
  status,
  audienceIds: recipients?.list_id ? [recipients.list_id] : [],
  sentCount: emails_sent,
  createdAt: create_time,
})

const pathOf = (of: string): string => `/3.0/automations/${segment(of)}`

export const automating: Automating = {
  async automations(api, page) {
    const shape = z.object({ automations: z.array(body), total_items: count })
    const query = { ...pageQuery(page), exclude_fields: 'automations._links' }
    const answer = await api.get('/3.0/automations', shape, query)
    return found(page, answer.automations, answer.total_items, describe)
  },

  async automation(api, of) {
    return describe(await api.get(pathOf(of), body, NO_LINKS))
  },

  pauseAutomation: (api, of) => api.send('POST', `${pathOf(of)}/actions/pause-all-emails`),
}
