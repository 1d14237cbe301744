import type { AppliedSpecification } from '../../specification/apply-specification.ts'
import { readSpecification } from '../../specification/read-specification.ts'
import type { Schema } from '../../specification/specification.ts'
import { withBodies } from '../../specification/with-bodies.ts'
import { Refusal, refusals } from './refusal.ts'

const CONSOLE = '/ConsoleService.svc/Console'

const RECIPIENT: Schema = {
  type: 'object',
  properties: {
    Email: { type: 'string' },
    Name: { type: 'string' },
    MobilePrefix: { type: 'string' },
    MobileNumber: { type: 'string' },
    Fields: { type: 'array', items: { type: 'object' } },
  },
}

const MESSAGE: Schema = {
  type: 'object',
  properties: {
    Subject: { type: 'string' },
    Content: { type: 'string' },
    Notes: { type: 'string' },
    Embed: { type: 'boolean' },
    IsConfirmation: { type: 'boolean' },
    Fields: { type: 'array', items: { type: 'object' } },
    Tags: { type: 'array', items: { type: 'object' } },
  },
}

const NAMED: Schema = {
  type: 'object',
  properties: { Name: { type: 'string' }, Notes: { type: 'string' }, Description: { type: 'string' } },
}

const FILE: Schema = {
  type: 'object',
  properties: { Name: { type: 'string' }, Base64Data: { type: 'string' } },
  required: ['Name', 'Base64Data'],
}

/** Types that the SDK writes. The route checks further requirements. */
const BODIES: Readonly<Record<string, Schema>> = {
  [`POST ${CONSOLE}/Email/Send`]: {
    type: 'object',
    properties: { Email: { type: 'string' }, idMessage: { type: 'integer' } },
  },
  [`POST ${CONSOLE}/Email/Sendings/{sending_id}/Deferred`]: {
    type: 'object',
    properties: { Date: { type: 'string' } },
  },
  [`POST ${CONSOLE}/List/{id}/Email`]: MESSAGE,
  [`PUT ${CONSOLE}/List/{id}/Email/{message_id}`]: MESSAGE,
  [`POST ${CONSOLE}/List/{id}/Recipients`]: { type: 'array', items: RECIPIENT },
  [`POST ${CONSOLE}/Group/{id}/Recipients`]: { type: 'array', items: RECIPIENT },
  [`POST ${CONSOLE}/Group/{id}/Recipient`]: RECIPIENT,
  [`POST ${CONSOLE}/List/{id}/Recipient`]: RECIPIENT,
  [`PUT ${CONSOLE}/Recipient/Detail`]: RECIPIENT,
  [`POST ${CONSOLE}/List/{id}/Group`]: NAMED,
  [`PUT ${CONSOLE}/List/{id}/Group/{group_id}`]: NAMED,
  [`PUT ${CONSOLE}/List/{id}/Tag/{tag_id}`]: NAMED,
  [`POST ${CONSOLE}/Images`]: FILE,
  [`POST ${CONSOLE}/List/{id}/Images`]: FILE,
  [`POST ${CONSOLE}/List/{id}/Email/{message_id}/Attachment/{slot}`]: FILE,
}

/** The operations, answers and types of the SDK. */
export const MAILUP_RULES: AppliedSpecification = {
  specification: withBodies(readSpecification('mailup'), BODIES),
  base: '/services.mailup.com/API/v1.1/Rest',
  refusals: {
    invalid: ([first]) =>
      refusals.invalid(
        first?.rule === 'required'
          ? `${first.expected} is required.`
          : `${first?.path.join('.') || 'The body'} must be of type ${first?.expected ?? ''}.`,
      ),
    notFound: refusals.notFound,
    methodNotAllowed: () => new Refusal(405, 'The method is not allowed.', 'MethodNotAllowed'),
    notImplemented: ({ method, path }) =>
      new Refusal(501, `The sandbox does not simulate ${method} ${path}.`, 'NotImplemented'),
  },
}
