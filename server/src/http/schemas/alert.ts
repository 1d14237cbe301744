import { z } from 'zod'
import { MAX_URL_LENGTH } from '../../kernel/limits.ts'
import { role } from './user.ts'

const deliversEmail = z
  .boolean()
  .describe('False if the server has no SMTP server: emails are printed in its terminal instead.')

export const alertSettings = z
  .object({
    emailRoles: z
      .array(role)
      .describe('Members with these roles get an email, unless they have turned it off.'),
    webhookHost: z
      .string()
      .nullable()
      .meta({
        description: 'The host of the incoming webhook, whose URL is never returned. null: none.',
        examples: ['hooks.chat.example'],
      }),
    deliversEmail,
  })
  .meta({ id: 'AlertSettings' })

export const updateAlertSettingsInput = z
  .strictObject({
    emailRoles: z
      .array(z.enum(['owner', 'admin']))
      .max(2)
      .optional(),
    webhookUrl: z
      .string()
      .min(1)
      .max(MAX_URL_LENGTH)
      .nullable()
      .optional()
      .meta({
        description:
          'An incoming webhook that takes `{"text"}`, such as one of Slack or Teams. null removes it.',
        examples: ['https://hooks.chat.example/services/T0/B0'],
      }),
  })
  .meta({ id: 'UpdateAlertSettings', description: 'Members that are left out stay.' })

const receivesEmail = z.boolean().describe('Whether the signed-in user gets alerts of the active workspace.')

export const myAlerts = z.object({ receivesEmail, deliversEmail }).meta({ id: 'MyAlerts' })

export const updateMyAlertsInput = z.strictObject({ receivesEmail }).meta({ id: 'UpdateMyAlerts' })
