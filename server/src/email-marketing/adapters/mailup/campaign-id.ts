import { ProblemError } from '../../../kernel/errors.ts'
import { CONSOLE } from './paging.ts'

/*
 * A message belongs to a list, and most calls need both numbers. A campaign's ID has both, such as `3-1045`, so that a campaign is found
 * without a search through all lists.
 */

export function campaignId(list: string, message: string): string {
  return `${list}-${message}`
}

interface MessageId {
  readonly list: string
  readonly message: string
}

/** @throws ProblemError resource_not_found */
function readCampaignId(id: string): MessageId {
  const [, list, message] = /^(\d{1,40})-(\d{1,40})$/.exec(id) ?? []
  if (list === undefined || message === undefined) throw new ProblemError('resource_not_found')
  return { list, message }
}

/** The message's own number. @throws ProblemError resource_not_found */
export function messageOf(id: string): string {
  return readCampaignId(id).message
}

/** The path of the message in its list. @throws ProblemError resource_not_found */
export function messagePath(id: string): string {
  const { list, message } = readCampaignId(id)
  return `${CONSOLE}/List/${list}/Email/${message}`
}
