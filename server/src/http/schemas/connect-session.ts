import { z } from 'zod'
import { MAX_FOREIGN_ID_LENGTH, MAX_OWN_ID_LENGTH, MAX_URL_LENGTH } from '../../kernel/limits.ts'
import { LOCALES } from '../../kernel/locale.ts'
import { givenLabels, labels } from './labels.ts'
import { endUserId, exampleId, id, permissions, provider, time } from './values.ts'

const MAX_SESSION_SECONDS = 1800

export const createConnectSessionInput = z
  .strictObject({
    endUserId,
    returnUrl: z
      .string()
      .min(1)
      .max(MAX_URL_LENGTH)
      .meta({
        description:
          'Where the browser goes afterwards, with `connectSessionId` and `confirmationToken` or `error`. The workspace must allow it.',
        examples: ['https://app.example/connected'],
      }),
    providers: z
      .array(provider)
      .min(1)
      .max(50)
      .optional()
      .describe('The end user chooses one. Default: all with an OAuth app.'),
    permissions: permissions
      .optional()
      .describe('The most that the end user can allow. Default: everything but `send`.'),
    connectionId: z
      .string()
      .max(MAX_OWN_ID_LENGTH)
      .optional()
      .meta({ description: 'Reconnects this connection.', examples: [exampleId('conn')] }),
    labels: givenLabels
      .optional()
      .describe('Labels of the connection that it makes. A connection that exists keeps its other labels.'),
    skipConnectPage: z
      .boolean()
      .optional()
      .describe(
        'Leads straight to the provider, since your own page has asked the end user. Only with one provider.',
      ),
    locale: z
      .enum(LOCALES)
      .optional()
      .describe(
        'The language of the connect page and of errors after it. Default: that of the end user’s browser.',
      ),
    expiresInSeconds: z.int().min(1).max(MAX_SESSION_SECONDS).optional().describe('Default: 1800.'),
  })
  .meta({ id: 'CreateConnectSession' })

export const connectSession = z
  .object({
    id: id('cs'),
    url: z
      .string()
      .optional()
      .meta({
        description:
          'The link for the end user, which opens once, in one browser. Only in the response that creates the session.',
        examples: ['https://letterlock.example/connect/link/llc_…'],
      }),
    endUserId,
    providers: z.array(provider),
    returnUrl: z.string().meta({ examples: ['https://app.example/connected'] }),
    connectionId: id('conn').nullable().describe('The connection that is reconnected; null: a new one.'),
    labels: labels.describe('The connection gets them.'),
    status: z.enum(['pending', 'opened', 'completed', 'expired']),
    expiresAt: time,
  })
  .meta({ id: 'ConnectSession', description: 'One end user is asked to connect an account.' })

export const confirmConnectSessionInput = z
  .strictObject({
    confirmationToken: z
      .string()
      .min(1)
      .max(8192)
      .meta({ description: 'From the query of the return URL.', examples: ['llt_…'] }),
    endUserId: endUserId.describe(
      'Your own ID for the end user who is signed in to your application in that browser: compared with the session’s.',
    ),
    acceptAccountId: z
      .string()
      .max(MAX_FOREIGN_ID_LENGTH)
      .optional()
      .describe('Only after `account_mismatch`: the ID of the account that the end user agreed to.'),
  })
  .meta({ id: 'ConfirmConnectSession' })
