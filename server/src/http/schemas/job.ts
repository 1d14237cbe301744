import { z } from 'zod'
import { JOB_STATUSES, JOB_TYPES } from '../../jobs/job.ts'
import * as model from '../../email-marketing/jobs/job-inputs.ts'
import { audienceId, documented, email } from './documented.ts'
import { exampleId, id, time } from './values.ts'

const count = z.number().int()

export const job = z
  .object({
    id: id('job'),
    type: z.enum(JOB_TYPES),
    status: z.enum(JOB_STATUSES),
    connectionId: z.string().nullable().describe('The connection that it is about; null: several.'),
    doneCount: count.describe('Rows in the report so far.').meta({ examples: [250] }),
    totalCount: count
      .nullable()
      .describe('null: not known yet.')
      .meta({ examples: [1200] }),
    outcomes: z
      .array(z.object({ outcome: z.string(), count }))
      .describe('How many rows there are of each outcome.'),
    errorCode: z.string().nullable().describe('Why it failed, as a code.'),
    detail: z.string().nullable().describe('Why it failed, in a sentence.'),
    nextStep: z.string().nullable().describe('What to do about it.'),
    createdAt: time,
    startedAt: time.nullable(),
    endedAt: time.nullable(),
    expiresAt: time.describe('When it is deleted, with its report.'),
  })
  .meta({
    id: 'Job',
    description: 'Work that takes longer than a request. It continues after a crash of the server.',
  })

export const jobRow = z
  .object({
    number: count.meta({ examples: [1] }),
    outcome: z
      .string()
      .describe(
        'What became of it: created, updated, suppressed, skipped or failed; exported or not_found; erased, archived or unsubscribed. A dry run says would_be_erased, would_be_archived, would_be_unsubscribed, would_be_moved or stays.',
      )
      .meta({ examples: ['created'] }),
    subject: z
      .string()
      .describe('What it is about.')
      .meta({ examples: ['nora@letters.example'] }),
    connectionId: z.string().nullable(),
    contactId: z.string().nullable(),
    errorCode: z.string().nullable(),
    detail: z.string().nullable().describe('In one sentence.'),
    content: z.looseObject({}).nullable().describe('What was exported.'),
  })
  .meta({ id: 'JobRow', description: 'A row of a job’s report.' })

const connectionExample = { examples: [exampleId('conn')] }

export const createContactImportInput = documented(
  model.contactImport,
  { id: 'CreateContactImport', description: 'Up to 10,000 contacts of one audience.' },
  {
    audienceId,
    status: '`pending`: the provider asks new contacts to confirm; `subscribed`: they have agreed.',
    contacts: { examples: [[{ email: 'nora@letters.example', fields: {} }]] },
  },
)
export const exportContactInput = documented(model.contactExport, { id: 'ExportContact' }, { email })
export const eraseContactInput = documented(
  model.contactErasure,
  { id: 'EraseContact' },
  {
    email,
    dryRun:
      'true, the default: nothing is erased; the report says what would be, what is kept, and what cannot be undone.',
  },
)
const audienceOfConnection = documented(
  model.audienceMove.shape.from,
  { id: 'AudienceOfConnection' },
  { connectionId: connectionExample, audienceId },
)
export const moveAudienceInput = documented(
  model.audienceMove.extend({ from: audienceOfConnection, to: audienceOfConnection }),
  { id: 'MoveAudience' },
  {
    dryRun: 'true, the default: nothing is moved; the report says what would be, and what cannot be moved.',
  },
)
