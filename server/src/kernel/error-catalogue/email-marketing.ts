import type { ErrorRow } from './error-row.ts'

/** Contacts, campaigns and send requests. */
export const EMAIL_MARKETING_ERRORS = {
  audience_required: {
    status: 400,
    title: 'Audience required',
    detail: '{provider} keeps contacts by audience.',
    nextStep: 'Pass {choices|audienceId}.',
  },
  sender_required: {
    status: 409,
    title: 'Sender required',
    detail: 'The account has no verified sender address.',
    nextStep: 'Verify one at {provider}.',
    repeatable: true,
  },
  contact_suppressed: {
    status: 409,
    title: 'Contact suppressed',
    detail: 'This contact is {contactStatus} and cannot be changed.',
    nextStep: 'Only the contact can resubscribe, through {provider}’s form.',
  },
  contact_exists: {
    status: 409,
    title: 'Contact exists',
    detail: 'Another contact has this address and is {contactStatus}. Nothing was changed.',
    nextStep: 'Update that contact instead.',
  },
  job_not_found: {
    status: 404,
    title: 'Job not found',
    detail: 'There is no such job, or its report was deleted a week after its end.',
    nextStep: 'Check the ID.',
  },
  job_ended: {
    status: 409,
    title: 'Job ended',
    detail: 'The job is {jobStatus}.',
    nextStep: 'Get the job to see its report.',
  },
  too_many_jobs: {
    status: 429,
    title: 'Too many jobs',
    detail: '{maximum} of your jobs have not ended.',
    nextStep: 'Wait until some have ended, or cancel them, and try again.',
  },
  segment_too_large: {
    status: 422,
    title: 'Segment too large',
    detail: 'These conditions need more than {what}, the most that one request reads.',
    nextStep: 'Use fewer days, a smaller audience, or conditions that {provider} evaluates itself.',
  },
  segment_in_use: {
    status: 409,
    title: 'Segment in use',
    detail:
      'Campaign {campaignId} goes to this segment, and waits for approval or is scheduled. Nothing was changed.',
    nextStep:
      'Wait until its send request is decided or has expired, or unschedule the campaign, and try again. {howToRead|}',
    repeatable: true,
  },
  campaign_in_use: {
    status: 409,
    title: 'Campaign in use',
    detail:
      'Campaign {campaignId} waits for approval or is scheduled, and this call could change what goes out or to whom. It was not forwarded.',
    nextStep:
      'Wait until its send request is decided or has expired, or unschedule the campaign, and try again. Calls that name another campaign or segment go on. {howToRead|}',
    repeatable: true,
  },
  unknown_contact_field: {
    status: 422,
    title: 'Unknown field',
    detail: 'The audience has no field {fields}.',
    nextStep: 'Available fields: {knownFields}.',
  },
  campaign_busy: {
    status: 409,
    title: 'Campaign busy',
    detail: '{what|The campaign} is being sent or changed by another request. Nothing was done.',
    nextStep: 'Wait until that is finished, get the campaign to see its status, and try again.',
    repeatable: true,
  },
  campaign_changed: {
    status: 409,
    title: 'Campaign changed',
    detail: 'The campaign or its recipients changed after approval was requested. Nothing was sent.',
    nextStep: 'Review it and create a new send request.',
  },
  campaign_not_draft: {
    status: 409,
    title: 'Not a draft',
    detail: 'The campaign is {campaignStatus}; only drafts can be changed or sent.',
    nextStep: 'Create a new campaign, or unschedule this one.',
  },
  campaign_not_ready: {
    status: 409,
    title: 'Campaign not ready',
    detail: 'The campaign cannot be sent: {blockers}.',
    nextStep: 'Fix this and try again.',
    repeatable: true,
  },
  campaign_not_scheduled: {
    status: 409,
    title: 'Not scheduled',
    detail: 'The campaign is not scheduled.',
    nextStep: 'Get the campaign to see its status.',
  },
  campaign_not_sent: {
    status: 409,
    title: 'Not sent yet',
    detail: 'The campaign is {campaignStatus}, so it has no report.',
    nextStep: 'Try again after it is sent.',
  },
  invalid_send_time: {
    status: 422,
    title: 'Invalid send time',
    detail: 'The campaign cannot be sent at this time: {problem}.',
    nextStep: 'Choose another time.',
  },
  test_recipient_not_allowed: {
    status: 403,
    title: 'Recipient not allowed',
    detail: 'Test emails go only to the account’s own addresses: {allowed}.',
    nextStep: 'Use one of these.',
  },
  user_approval_required: {
    status: 403,
    title: 'Approval required',
    detail: '{approver|A signed-in user} must approve this. Nothing was sent.',
    nextStep: 'Approve it at {approvalUrl}.',
  },
  approver_unavailable: {
    status: 409,
    title: 'No approver',
    detail: 'No user can approve this, so nothing was sent.',
    nextStep: 'Use a client that can ask you, or send it at {provider}.',
  },
  approval_text_mismatch: {
    status: 409,
    title: 'Text does not match',
    detail: 'The text does not match. Nothing was sent.',
    nextStep: 'Type what is in quotes: {expected}.',
  },
  send_request_not_found: {
    status: 404,
    title: 'Send request not found',
    detail: 'There is no such send request.',
    nextStep: 'Create a new send request.',
  },
  send_request_expired: {
    status: 410,
    title: 'Send request expired',
    detail: 'The send request has expired. Nothing was sent.',
    nextStep: 'Create a new send request.',
  },
  send_request_declined: {
    status: 409,
    title: 'Declined',
    detail: 'The send request was declined. Nothing was sent.',
    nextStep: 'To send the campaign, create a new send request.',
  },
  send_request_replaced: {
    status: 409,
    title: 'Another was approved',
    detail: 'Another send request for this campaign was approved. Nothing was sent again.',
    nextStep: 'Get the campaign to see its status, or create a new send request.',
  },
  send_request_used: {
    status: 409,
    title: 'Already used',
    detail: 'The send request was already used. Nothing was sent again.',
    nextStep: 'Get the campaign to see its status.',
  },
} as const satisfies Record<string, ErrorRow>
